// SPDX-License-Identifier: Apache-2.0
// Reads one member of an archive into memory.
#include "archive/entry_name.hpp"
#include "archive/reader.hpp"
#include "archive/refusal.hpp"

#include <cudaenv/archive/unpack.hpp>

#include <fmt/format.h>

namespace cudaenv::archive {
namespace {

constexpr Limits kLimits;

std::string read_content(Reader& reader, std::uint64_t limit) {
    std::string content;
    while (const auto block = reader.next_block()) {
        if (block->offset + block->data.size() > limit) {
            throw Refusal(fmt::format("it is larger than {} bytes", limit));
        }
        content.resize(block->offset);  // a hole reads as zeros
        content += block->data;
    }
    return content;
}

}  // namespace

std::optional<std::string> find_member(ByteSource& bytes,
                                       const ArchiveId& id,
                                       const std::string& member,
                                       std::uint64_t limit) {
    std::string current;
    try {
        Reader reader(bytes, id);
        std::uint64_t entries = 0;
        while (const auto entry = reader.next()) {
            current = entry->name;
            if (++entries > kLimits.max_entries) {
                throw Refusal(
                    fmt::format("the archive has more than {} entries", kLimits.max_entries));
            }
            const bool is_it = entry->type == EntryType::file &&
                               clean_name(entry->name, kLimits, "its name") == member;
            if (is_it) {
                require_readable(*entry);
                return read_content(reader, limit);
            }
            reader.skip_data(kLimits.max_bytes);
            current.clear();
        }
        return std::nullopt;
    } catch (const Refusal& refusal) {
        throw refused_archive(id.name, current, refusal.what());
    }
}

}  // namespace cudaenv::archive
