// SPDX-License-Identifier: Apache-2.0
// Files of other users in directories that everybody may write to: /tmp/.cudaenv is nobody's word.
#pragma once

#include <cudaenv/base/error.hpp>
#include <cudaenv/store/layout.hpp>
#include <cudaenv/sys/environment.hpp>

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace cudaenv::selection {

/// The directories whose files are followed whoever owns them: CUDAENV_SAFE_DIRECTORIES (separated
/// by colons), else `safe_directories` of config.yaml, as one text of that form or as a list, whose
/// entries hold no colon. "/a" is that directory, "/a/*" everything below it, "*" every directory.
/// Read each time one is asked about.
class SafeDirectories {
 public:
    SafeDirectories(const Environment& environment, std::filesystem::path config_file);
    [[nodiscard]] bool contain(const std::filesystem::path& directory) const;

 private:
    [[nodiscard]] std::vector<std::string> load() const;

    const Environment& environment_;
    std::filesystem::path config_file_;
};

/// Whether `owner` is neither root nor this user, and everybody may write to `directory`, which is
/// not safe: what lies there in that owner's name is not followed.
bool is_foreign(uid_t owner, const std::filesystem::path& directory, const SafeDirectories& safe);
/// As above, of the file or link at `file` and of what the link leads to. False when there is
/// nothing.
bool is_foreign(const std::filesystem::path& file, const SafeDirectories& safe);

/// "/tmp/.cudaenv is not followed: …", with the setting that follows it as hint, if one can name
/// its directory and no other.
Error not_followed_error(const std::filesystem::path& file,
                         const Environment& environment,
                         const store::Layout& layout);

}  // namespace cudaenv::selection
