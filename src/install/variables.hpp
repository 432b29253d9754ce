// SPDX-License-Identifier: Apache-2.0
// The activation file of an environment: which variables make it the active one.
#pragma once

#include <cudaenv/store/activation_file.hpp>
#include <cudaenv/store/record.hpp>

#include <filesystem>

namespace cudaenv::install {

/// What .cudaenv/activation of the environment `record` at `prefix` says.
store::Activation make_activation(const store::Record& record, const std::filesystem::path& prefix);

}  // namespace cudaenv::install
