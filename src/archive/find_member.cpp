// SPDX-License-Identifier: Apache-2.0
// Reads one member of an archive into memory.
#include "entry_name.hpp"
#include "reader.hpp"
#include "refusal.hpp"

#include <cudaenv/archive/unpack.hpp>

#include <fmt/format.h>

namespace cudaenv::archive {
namespace {

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

std::optional<std::string> find_member(const Input& input,
                                       const std::string& member,
                                       std::uint64_t limit) {
    std::string current;
    try {
        Reader reader(input);
        while (const auto entry = reader.next()) {
            current = entry->name;
            if (entry->type == EntryType::file &&
                clean_name(entry->name, Limits{}.max_path, "its name") == member) {
                if (entry->encryption == Encryption::present) throw Refusal("it is encrypted");
                return read_content(reader, limit);
            }
            current.clear();
        }
        return std::nullopt;
    } catch (const Refusal& refusal) {
        throw refused_archive(input.name, current, refusal);
    }
}

}  // namespace cudaenv::archive
