// SPDX-License-Identifier: Apache-2.0
// Laying store entries over one another as a prefix.
#pragma once

#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/tree_writer.hpp>

#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

namespace cudaenv::install {

/// What a prefix may come to; the largest complete toolkits have some ten thousand paths.
struct AssemblyLimits {
    std::size_t max_paths = 400'000;
    std::size_t max_path_bytes = 64U << 20U;  ///< of all of them together
};

/// Links everything below store entries into one tree, at whose root nothing else may stand.
class Assembler {
 public:
    /// Makes `prefix` when it is absent.
    Assembler(const std::filesystem::path& prefix,
              const CancelFlag& cancel,
              const AssemblyLimits& limits = {});

    /// Hard links (or copies) every file of `entry` and repeats its symbolic links; what cudaenv
    /// itself keeps in the entry (.cudaenv) is left out. Two entries may own one path when it is a
    /// directory in both, the same bytes, or links that say the same; otherwise Error(integrity)
    /// naming both, as is more than the limits. So nothing ever stands below a link.
    void add(const std::filesystem::path& entry);

 private:
    enum class Kind { directory, file, link };
    struct Owner {
        Kind kind;
        std::size_t entry;  ///< index into entries_
    };

    void add_item(const std::filesystem::directory_entry& item,
                  const std::string& path,
                  int entry_directory);
    void add_file(const std::filesystem::path& from, const std::string& path, int entry_directory);
    void add_link(const std::filesystem::path& from, const std::string& path);
    /// True when `path` is new; else whoever has it must have it as a `kind` too.
    [[nodiscard]] bool claim(const std::string& path, Kind kind);
    void require_few_paths() const;
    [[noreturn]] void conflict(const std::string& path) const;

    TreeWriter tree_;
    const CancelFlag& cancel_;
    AssemblyLimits limits_;
    std::size_t path_bytes_ = 0;
    std::vector<std::string> entries_;               ///< names, the last being added
    std::unordered_map<std::string, Owner> owners_;  ///< by path
};

}  // namespace cudaenv::install
