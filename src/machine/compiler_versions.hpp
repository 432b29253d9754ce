// SPDX-License-Identifier: Apache-2.0
// The versions of compilers, each asked once until its file changes.
#pragma once

#include <cudaenv/machine/machine.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace cudaenv::machine {

class CompilerVersions {
 public:
    /// Reads what was kept in `cache`; empty: nothing is.
    explicit CompilerVersions(const std::filesystem::path& cache);

    /// The version of the program `path`, by its real path; nullopt when it tells none.
    std::optional<Version> find(const std::filesystem::path& path,
                                const std::filesystem::path& real_path,
                                CompilerKind kind,
                                const Environment& environment);
    /// Keeps what is new.
    void save() const;

 private:
    std::filesystem::path file_;
    std::map<std::string, std::string> kept_;  ///< state of a file -> version, or "-"
    bool changed_ = false;
};

}  // namespace cudaenv::machine
