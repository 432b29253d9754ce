// SPDX-License-Identifier: Apache-2.0
// What is newer than an installed environment, and still the same thing.
#pragma once

#include <cudaenv/resolve/resolution.hpp>
#include <cudaenv/store/record.hpp>

#include <string>
#include <vector>

namespace cudaenv::cli {

struct Change {
    std::string product;  ///< "cuda", "cudnn"
    Version from;
    Version to;
};

/// Turns `request` into: a patch release of the same toolkit (12.4), each library in its own major
/// version, with the profile and the kind of host compiler that are installed.
resolve::Request upgrade_request(resolve::Request request, const store::Record& record);

/// What gets newer; empty when nothing does.
std::vector<Change> newer_parts(const store::Record& record, const resolve::Resolution& resolution);

/// "CUDA 12.4.0 -> 12.4.1, cudnn 9.1.0.70 -> 9.1.1.17".
std::string change_words(const std::vector<Change>& changes);

/// Named by its user, not after its release: it keeps its name.
bool has_own_name(const store::Record& record);

/// Installed with --with static or as a full profile.
bool has_statics(const store::Record& record);

}  // namespace cudaenv::cli
