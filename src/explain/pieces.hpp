// SPDX-License-Identifier: Apache-2.0
// Small pieces that several sentences are made of.
#pragma once

#include <cudaenv/base/spec.hpp>
#include <cudaenv/resolve/judgement.hpp>

#include <string>

namespace cudaenv::explain {

/// "CUDA 11", "CUDA >=12.1,<12.5"; "CUDA" for `latest`.
std::string release_words(const Spec& spec);
/// As a user types it behind a command: a range is quoted, or the shell would redirect.
std::string argument_words(const Spec& spec);

/// "compute capability 7.0 (Volta)".
std::string capability_words(const Version& capability, const std::string& architecture);
/// "470 is the last driver branch for compute capability 3.7 (Kepler)".
std::string cap_words(const resolve::DriverCap& cap);

/// "460.80"; "branch 460" where only that is known.
std::string number_words(const resolve::KnownDriver& driver);
/// "12.4 (the number nvidia-smi shows)": what a driver that is known to run some CUDA runs.
std::string able_words(const resolve::KnownDriver& driver);
/// "NVIDIA names 460.32.03 for 11.2.2": its recommendation; empty where any driver that runs the
/// toolkit is as good.
std::string recommendation_words(const resolve::Judgement& judgement);

/// "forward compatibility works on data-centre GPUs only, and which GPU is here is not known".
std::string objection_words(const resolve::ForwardObjection& objection);

}  // namespace cudaenv::explain
