// SPDX-License-Identifier: Apache-2.0
// Commands that make an environment again.
#pragma once

#include <cudaenv/store/record.hpp>

#include <filesystem>
#include <string>

namespace cudaenv::store {

/// "cudaenv install 12.4.1 --profile minimal --cudnn none": makes what `record` tells of, under its
/// name. What the record does not tell (a profile, say) is left to cudaenv. A record without a
/// toolkit tells nothing: then the command removes the environment.
std::string mending_command(const Record& record);

/// What is known of an environment without its record: what is left of its activation file, and its
/// name.
Record guess_record(const std::string& name, const std::filesystem::path& activation_file);

}  // namespace cudaenv::store
