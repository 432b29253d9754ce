// SPDX-License-Identifier: Apache-2.0
// record.json.
#include "store/record_json.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/printable.hpp>
#include <cudaenv/base/spec.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/json.hpp>
#include <cudaenv/store/mending.hpp>
#include <cudaenv/store/record.hpp>
#include <cudaenv/sys/files.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace cudaenv::store {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using formats::Value;

namespace {

constexpr unsigned kSchema = 1;
/// Of the most archives that a lock may name, several times over.
constexpr formats::JsonLimits kLimits{.bytes = 64U << 20U, .depth = 8, .values = 1'000'000};

std::string_view text_of(std::optional<SourceName> source) {
    return source ? source_text(*source) : "";
}

Json json_of(const RecordedArchive& archive) {
    return {{"component", archive.component},
            {"file", archive.file},
            {"sha256", archive.sha256.hex()},
            {"size", archive.size.value},
            {"source", text_of(archive.source)},
            {"entries", archive.entries}};
}

Json json_of(const RecordedCompiler& compiler) {
    return {{"kind", compiler_kind_text(compiler.kind)},
            {"version", compiler.version.text()},
            {"origin", compiler_origin_text(compiler.origin)},
            {"path", compiler.path}};
}

Json json_of(const RecordedFile& file) {
    return {{"path", file.path}, {"sha256", file.sha256.hex()}};
}

std::vector<std::string> texts_at(const Value& object, std::string_view key) {
    std::vector<std::string> texts;
    for (const Value& text : object.require(key).list()) texts.push_back(text.text_or_empty());
    return texts;
}

RecordedArchive read_archive(const Value& object) {
    return {text_at(object, "component"),
            text_at(object, "file"),
            sha256_at(object),
            object.require("size").bytes(),
            find_source_name(text_at(object, "source")),
            texts_at(object, "entries")};
}

RecordedCompiler read_compiler(const Value& object) {
    const auto kind = find_compiler_kind(text_at(object, "kind"));
    const auto version = find_version(text_at(object, "version"));
    const auto origin = find_compiler_origin(text_at(object, "origin"));
    if (!kind || !version || !origin)
        throw damaged_record(object.file(), "its host compiler is none that can be recorded");
    return {*kind, *version, *origin, text_at(object, "path")};
}

void check_schema(const Value& root) {
    const unsigned schema = root.require("schema").number();
    if (schema == kSchema) return;
    throw Error(ErrorKind::integrity,
                root.file() + " has schema " + std::to_string(schema) +
                    ", which this program does not know",
                "a newer cudaenv wrote it; update cudaenv");
}

/// What is printed, and what becomes part of a path.
void check_plain(const Record& record, const std::string& file) {
    if (!record.name.empty() && !is_environment_name(record.name))
        throw damaged_record(file, "it has an unfit name");
    if (record.project.empty()) return;
    if (record.project.front() != '/' || printable(record.project) != record.project)
        throw damaged_record(file, "its project is no plain path");
}

std::map<Product, Version> libraries_at(const Value& root) {
    std::map<Product, Version> libraries;
    for (const auto& [name, value] : root.require("libraries").entries()) {
        const auto library = find_library(name);
        if (!library) continue;
        const auto version = find_version(value.text_or_empty());
        if (!version) throw damaged_record(root.file(), "a library has no version");
        libraries.emplace(*library, *version);
    }
    return libraries;
}

Version toolkit_at(const Value& root) {
    auto version = find_version(text_at(root, "toolkit"));
    if (!version) throw damaged_record(root.file(), "its toolkit is no version");
    return *std::move(version);
}

Platform platform_at(const Value& root) {
    const auto platform = find_platform(text_at(root, "platform"));
    if (!platform)
        throw damaged_record(root.file(), "its platform is none that this program knows");
    return *platform;
}

Record read_record(const Value& root) {
    check_schema(root);
    Record record;
    record.name = text_at(root, "name");
    record.spec = text_at(root, "spec");
    record.toolkit = toolkit_at(root);
    record.libraries = libraries_at(root);
    record.profile = find_profile(text_at(root, "profile"));
    record.source = find_source_name(text_at(root, "source"));
    record.platform = platform_at(root);
    record.components = texts_at(root, "components");
    for (const Value& archive : root.require("archives").list())
        record.archives.push_back(read_archive(archive));
    const Value compiler = formats::Fields(root).require("host_compiler");
    if (!compiler.is_null()) record.host_compiler = read_compiler(compiler);
    for (const Value& written : root.require("files").list())
        record.files.push_back({text_at(written, "path"), sha256_at(written)});
    if (root.find("project")) record.project = text_at(root, "project");
    if (const auto lock = root.find("lock")) record.lock = sha256_at(*lock);
    check_plain(record, root.file());
    return record;
}

/// What makes two archives the same part of an environment, whatever order they came in.
std::multiset<std::pair<Sha256, std::set<std::string>>> identities(
    const std::vector<RecordedArchive>& archives) {
    std::multiset<std::pair<Sha256, std::set<std::string>>> identities;
    for (const RecordedArchive& archive : archives) {
        identities.emplace(archive.sha256,
                           std::set<std::string>(archive.entries.begin(), archive.entries.end()));
    }
    return identities;
}

bool contains_all(const std::vector<std::string>& larger, const std::vector<std::string>& smaller) {
    return std::all_of(smaller.begin(), smaller.end(), [&larger](const std::string& each) {
        return std::find(larger.begin(), larger.end(), each) != larger.end();
    });
}

/// The same toolkit and trust, and every library in its version.
bool has_toolkit_and_libraries(const Record& larger, const Record& smaller) {
    return larger.toolkit == smaller.toolkit && larger.project == smaller.project &&
           larger.lock == smaller.lock &&
           std::includes(larger.libraries.begin(),
                         larger.libraries.end(),
                         smaller.libraries.begin(),
                         smaller.libraries.end());
}

bool is_of_compiler(const RecordedArchive& archive, const Record& record) {
    return record.host_compiler &&
           archive.entries == std::vector<std::string>{record.host_compiler->path};
}

bool has_components(const Record& larger, const Record& smaller) {
    if (larger.source != smaller.source) return true;  // which is cut into others
    const auto has = [&larger](const RecordedArchive& archive) {
        return std::any_of(
            larger.archives.begin(), larger.archives.end(), [&archive](const auto& each) {
                return each.component == archive.component;
            });
    };
    return std::all_of(
        smaller.archives.begin(), smaller.archives.end(), [&](const RecordedArchive& archive) {
            return archive.source != smaller.source || is_of_compiler(archive, smaller) ||
                   has(archive);
        });
}

}  // namespace

std::string render_record(const Record& record) {
    Json json;
    json["schema"] = kSchema;
    json["name"] = record.name;
    json["spec"] = record.spec;
    json["toolkit"] = record.toolkit.text();
    json["libraries"] = Json::object();
    for (const auto& [library, version] : record.libraries)
        json["libraries"][std::string(product_text(library))] = version.text();
    json["profile"] = record.profile ? profile_text(*record.profile) : "";
    json["source"] = text_of(record.source);
    json["platform"] = platform_text(record.platform);
    json["components"] = record.components;
    json["archives"] = list_of(record.archives, json_of);
    json["host_compiler"] = record.host_compiler ? json_of(*record.host_compiler) : Json();
    json["files"] = list_of(record.files, json_of);
    if (!record.project.empty()) json["project"] = record.project;
    if (record.lock) json["lock"] = {{"sha256", record.lock->hex()}};
    // A path that is not UTF-8 must not stop an installation.
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Record parse_record(std::string_view text, const fs::path& file) {
    return read_record(formats::parse_json(text, file.string(), kLimits, record_complaint).root());
}

std::optional<Record> find_record(const fs::path& prefix) {
    const fs::path file = prefix / kRecordFile;
    const auto text = find_file_text(file);
    if (!text) return std::nullopt;
    Record record = parse_record(*text, file);
    record.name = prefix.filename().string();
    return record;
}

std::optional<Record> find_readable_record(const fs::path& prefix) {
    try {
        return find_record(prefix);
    } catch (const Error& error) {
        if (is_shortage(error.error_number())) throw;
        return std::nullopt;
    }
}

bool same_composition(const Record& left, const Record& right) {
    return left.toolkit == right.toolkit && left.libraries == right.libraries &&
           left.profile == right.profile && left.source == right.source &&
           left.host_compiler == right.host_compiler && left.project == right.project &&
           left.lock == right.lock && identities(left.archives) == identities(right.archives);
}

bool holds(const Record& larger, const Record& smaller) {
    const auto has_archive = [&larger](const RecordedArchive& archive) {
        return std::any_of(
            larger.archives.begin(), larger.archives.end(), [&archive](const auto& each) {
                return each.sha256 == archive.sha256 && contains_all(each.entries, archive.entries);
            });
    };
    const bool is_compiler_brought =
        smaller.host_compiler && smaller.host_compiler->origin == CompilerOrigin::store;
    return has_toolkit_and_libraries(larger, smaller) &&
           std::all_of(smaller.archives.begin(), smaller.archives.end(), has_archive) &&
           (!is_compiler_brought || larger.host_compiler == smaller.host_compiler);
}

bool covers(const Record& larger, const Record& smaller) {
    return has_toolkit_and_libraries(larger, smaller) && larger.profile >= smaller.profile &&
           (has_statics(larger) || !has_statics(smaller)) &&
           contains_all(larger.components, smaller.components) && has_components(larger, smaller);
}

bool same_compiler(const std::optional<RecordedCompiler>& left,
                   const std::optional<RecordedCompiler>& right) {
    if (!left || !right) return left == right;
    return left->kind == right->kind && left->origin == right->origin &&
           left->version.major_number() == right->version.major_number();
}

}  // namespace cudaenv::store
