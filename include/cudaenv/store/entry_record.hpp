// SPDX-License-Identifier: Apache-2.0
// <entry>/.cudaenv/entry.json: what a store entry was made of, and how each of its files was then.
#pragma once

#include <cudaenv/base/sha256.hpp>
#include <cudaenv/base/source_name.hpp>
#include <cudaenv/sys/file_state.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::store {

/// An archive that was unpacked into the entry.
struct EntryArchive {
    Sha256 sha256;
    std::optional<SourceName> source;  ///< nullopt: none that this program knows
    std::string component;
    std::string label;  ///< what people call it (source::Source::label)

    friend bool operator==(const EntryArchive&, const EntryArchive&) = default;
};

/// One path below the entry.
struct EntryPath {
    std::string path;  ///< relative, without a leading or trailing slash
    FileKind kind = FileKind::file;
    bool is_executable = false;  ///< of a file
    std::uint64_t size = 0;      ///< of a file
    Sha256 sha256;               ///< of a file
    std::string target;          ///< of a link

    friend bool operator==(const EntryPath&, const EntryPath&) = default;
};

struct EntryRecord {
    std::vector<EntryArchive> archives;
    std::vector<EntryPath> paths;  ///< in the order of their text
};

/// JSON, "schema": 1 first, a final newline. Whatever bytes a path has come back.
std::string render_entry_record(const EntryRecord& record);
/// Throws Error(integrity) naming `file`.
EntryRecord parse_entry_record(std::string_view text, const std::filesystem::path& file);
/// nullopt when the entry at `path` has none (an earlier program made it). Throws Error(integrity);
/// Error(refused) for what is no file of whoever made the entry.
std::optional<EntryRecord> find_entry_record(const std::filesystem::path& path);
std::filesystem::path entry_record_path(const std::filesystem::path& entry);

}  // namespace cudaenv::store
