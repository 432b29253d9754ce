// SPDX-License-Identifier: Apache-2.0
// The file beside its target that becomes the target by one rename. It is locked (flock) while it
// is written: one that nobody holds was left by a process that died.
#pragma once

#include <cudaenv/sys/files.hpp>

#include <filesystem>
#include <string_view>

namespace cudaenv {

class TemporaryFile {
 public:
    /// Made beside `target`, whose parent directories are made too; mode as the umask allows
    /// others.
    TemporaryFile(std::filesystem::path target, unsigned mode);
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    void write(std::string_view text);
    /// fchmod(2): a mode whatever the umask.
    void set_mode(unsigned mode);
    /// Once: on disk, then under the target's name.
    void commit();

 private:
    std::filesystem::path target_;
    std::filesystem::path path_;  ///< empty once committed
    UniqueFd fd_;
};

}  // namespace cudaenv
