// SPDX-License-Identifier: Apache-2.0
// Commands that make an environment again.
#pragma once

#include <cudaenv/store/record.hpp>

#include <filesystem>
#include <string>

namespace cudaenv::store {

/// "cudaenv install 12.4.1 --profile minimal --cudnn none": makes what `record` tells of, under its
/// name. What the record does not tell (a profile, say) is left to cudaenv. What came by a lock
/// that the user trusted comes by it again: "cd ~/x && cudaenv install --trust-lock". A record
/// without a toolkit tells nothing: then the command removes the environment. `shared_root`: the
/// root to work on, where it is not the user's own.
std::string mending_command(const Record& record, const std::filesystem::path& shared_root = {});

/// Its big static libraries came along, named or by its profile.
bool has_statics(const Record& record);
/// Called after what it holds, as default_environment_name() does.
bool has_usual_name(const Record& record);
/// As is_named_by_rule(): nobody chose its name.
bool is_named_by_rule(const Record& record);

/// What is known of an environment without its record: what is left of its activation file, and its
/// name.
Record guess_record(const std::string& name, const std::filesystem::path& activation_file);

}  // namespace cudaenv::store
