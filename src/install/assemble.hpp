// SPDX-License-Identifier: Apache-2.0
// Laying store entries over one another as a prefix.
#pragma once

#include <cudaenv/sys/cancel.hpp>

#include <filesystem>
#include <map>
#include <string>

namespace cudaenv::install {

/// Links everything below store entries into one tree.
class Assembler {
 public:
    Assembler(std::filesystem::path prefix, const CancelFlag& cancel)
        : prefix_(std::move(prefix)), cancel_(cancel) {}

    /// Hard links (or copies) every file of `entry` but its record, and repeats its symbolic links.
    /// Two entries may own one path when the bytes are the same; otherwise Error(integrity) naming
    /// both.
    void add(const std::filesystem::path& entry);

 private:
    void add_file(const std::filesystem::path& from,
                  const std::string& relative,
                  const std::string& owner);
    void add_link(const std::filesystem::path& from,
                  const std::string& relative,
                  const std::string& owner);
    [[noreturn]] void conflict(const std::string& relative, const std::string& owner) const;

    std::filesystem::path prefix_;
    const CancelFlag& cancel_;
    std::map<std::string, std::string> owners_;  ///< relative path -> entry name
};

}  // namespace cudaenv::install
