// SPDX-License-Identifier: Apache-2.0
// entry.json. One of a toolkit's larger entries has some thousand paths: compact, and read in one
// go.
#include "store/record_json.hpp"

#include <cudaenv/base/own_names.hpp>
#include <cudaenv/formats/json.hpp>
#include <cudaenv/store/entry_record.hpp>
#include <cudaenv/sys/own_file.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

namespace cudaenv::store {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using formats::Value;

namespace {

constexpr unsigned kSchema = 1;
/// Of the most paths that an archive may bring, more than a general limit.
constexpr std::uint64_t kMostBytes = 512U << 20U;
constexpr formats::JsonLimits kLimits{.bytes = kMostBytes, .depth = 8, .values = 16'000'000};
constexpr std::string_view kDigits = "0123456789abcdef";
constexpr std::array<std::pair<FileKind, std::string_view>, 3> kKinds{
    {{FileKind::file, "file"}, {FileKind::directory, "directory"}, {FileKind::link, "link"}}};

bool is_plain(char c) {
    return c >= ' ' && c <= '~' && c != '%';
}

/// File names are bytes, JSON is UTF-8: what is not plain ASCII is written as %xx.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (is_plain(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += {'%', kDigits[byte >> 4U], kDigits[byte & 0xFU]};
    }
    return out;
}

std::size_t digit_at(std::string_view text, std::size_t index) {
    return index < text.size() ? kDigits.find(text[index]) : std::string_view::npos;
}

std::string unescaped(std::string_view text, const std::string& file) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const std::size_t high = digit_at(text, ++i);
        const std::size_t low = digit_at(text, ++i);
        if (high == std::string_view::npos || low == std::string_view::npos)
            throw damaged_record(file, "a path is malformed");
        out += static_cast<char>(high << 4U | low);
    }
    return out;
}

std::string_view kind_text(FileKind kind) {
    const auto found = std::find_if(
        kKinds.begin(), kKinds.end(), [kind](const auto& each) { return each.first == kind; });
    return found == kKinds.end() ? "other" : found->second;
}

FileKind read_kind(std::string_view text, const std::string& file) {
    for (const auto& [kind, name] : kKinds) {
        if (name == text) return kind;
    }
    throw damaged_record(file, "a kind is not known");
}

Json json_of(const EntryArchive& archive) {
    return {{"sha256", archive.sha256.hex()},
            {"source", archive.source ? source_text(*archive.source) : ""},
            {"component", archive.component},
            {"label", archive.label}};
}

Json json_of(const EntryPath& path) {
    Json json{{"path", escaped(path.path)}, {"kind", kind_text(path.kind)}};
    if (path.kind == FileKind::link) json["target"] = escaped(path.target);
    if (path.kind == FileKind::file) {
        json["executable"] = path.is_executable;
        json["size"] = path.size;
        json["sha256"] = path.sha256.hex();
    }
    return json;
}

EntryPath read_path(const Value& object) {
    EntryPath path;
    path.path = unescaped(text_at(object, "path"), object.file());
    path.kind = read_kind(text_at(object, "kind"), object.file());
    if (path.kind == FileKind::link)
        path.target = unescaped(text_at(object, "target"), object.file());
    if (path.kind == FileKind::file) {
        path.is_executable = object.require("executable").flag();
        path.size = object.require("size").bytes().value;
        path.sha256 = sha256_at(object);
    }
    return path;
}

EntryRecord read_record(const Value& root) {
    if (root.require("schema").number() != kSchema)
        throw damaged_record(root.file(), "its schema is not known");
    EntryRecord record;
    for (const Value& archive : root.require("archives").list()) {
        record.archives.push_back({sha256_at(archive),
                                   find_source_name(text_at(archive, "source")),
                                   text_at(archive, "component"),
                                   text_at(archive, "label")});
    }
    for (const Value& path : root.require("paths").list()) record.paths.push_back(read_path(path));
    return record;
}

/// As JSON, the most paths that an archive may bring take more than a hundred MiB, and several
/// workers may have such an archive.
std::mutex& one_at_a_time() {
    static std::mutex mutex;
    return mutex;
}

}  // namespace

std::string render_entry_record(const EntryRecord& record) {
    const std::lock_guard alone(one_at_a_time());
    Json json;
    json["schema"] = kSchema;
    json["archives"] = list_of(record.archives, json_of);
    json["paths"] = list_of(record.paths, json_of);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

EntryRecord parse_entry_record(std::string_view text, const fs::path& file) {
    const std::lock_guard alone(one_at_a_time());
    return read_record(formats::parse_json(text, file.string(), kLimits, record_complaint).root());
}

fs::path entry_record_path(const fs::path& entry) {
    return entry / kMetadataDirectory / "entry.json";
}

std::optional<EntryRecord> find_entry_record(const fs::path& path) {
    const fs::path file = entry_record_path(path);
    const auto text = find_own_text(file, Author::directory_owner, kMostBytes);
    if (!text) return std::nullopt;
    return parse_entry_record(*text, file);
}

}  // namespace cudaenv::store
