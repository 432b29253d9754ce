// SPDX-License-Identifier: Apache-2.0
// How a user makes an environment again. Part of the shim: reads no JSON.
#include <cudaenv/base/compiler_wish.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/base/version.hpp>
#include <cudaenv/store/environment_name.hpp>
#include <cudaenv/store/mending.hpp>
#include <cudaenv/sys/files.hpp>

#include <algorithm>
#include <vector>

namespace cudaenv::store {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kCudnnInName = "-cudnn";
constexpr std::string_view kProjectLine = "project /";
constexpr std::uint64_t kMostRead = 64U << 10U;

std::vector<std::string> companions(const Record& record) {
    std::vector<std::string> words;
    for (const auto& [library, version] : record.libraries) {
        if (library != Product::cudnn)
            words.push_back(std::string(product_text(library)) + "=" + version.text());
    }
    if (has_statics(record)) words.emplace_back("static");
    return words;
}

void add_option(std::string& command, std::string_view option, const std::string& value) {
    if (value.empty()) return;
    command.append(" ").append(option).append(" ").append(shell_quote(value));
}

std::string cudnn_of(const Record& record) {
    const auto found = record.libraries.find(Product::cudnn);
    if (found != record.libraries.end()) return found->second.text();
    const bool is_known = record.profile || has_usual_name(record);
    return is_known ? "none" : "";
}

std::string compiler_of(const Record& record) {
    const auto& compiler = record.host_compiler;
    if (!compiler || compiler->origin != CompilerOrigin::store) return {};
    return compiler_wish_text(CompilerWish::gcc(compiler->version.major_number()));
}

std::string program_for(const fs::path& shared_root) {
    if (shared_root.empty()) return "cudaenv";
    return "CUDAENV_ROOT=" + shell_quote(shared_root.string()) + " cudaenv";
}

std::string trust_again(const Record& record, const std::string& program) {
    std::string command =
        "cd " + shell_quote(record.project) + " && " + program + " install --trust-lock";
    if (!has_lock_label(record.name)) add_option(command, "--name", record.name);
    return command;
}

/// The lines that are still whole.
void read_remains(const fs::path& file, Record& record) {
    const std::string text = find_file_text(file, kMostRead).value_or("");
    for (const std::string_view line : split_lines(text)) {
        const auto words = split_words(line);
        if (words.size() == 2 && words[0] == "toolkit") {
            record.toolkit = find_version(words[1]).value_or(record.toolkit);
        } else if (words.size() == 3 && words[0] == "library") {
            const auto library = find_library(words[1]);
            const auto version = find_version(words[2]);
            if (library && version) record.libraries.emplace(*library, *version);
        } else if (line.starts_with(kProjectLine)) {
            record.project = line.substr(kProjectLine.size() - 1);
        }
    }
}

void read_name(Record& record) {
    const std::string_view name = record.name;
    const std::size_t end = std::min(name.find('-'), name.size());
    const auto toolkit = find_version(name.substr(0, end));
    if (!toolkit) return;
    record.toolkit = *toolkit;
    const std::string_view rest = name.substr(end);
    if (!rest.starts_with(kCudnnInName)) return;
    if (const auto cudnn = find_version(rest.substr(kCudnnInName.size())))
        record.libraries.emplace(Product::cudnn, *cudnn);
}

}  // namespace

bool has_statics(const Record& record) {
    return std::any_of(record.archives.begin(),
                       record.archives.end(),
                       [](const RecordedArchive& archive) { return archive.entries.size() > 1; });
}

bool has_usual_name(const Record& record) {
    return record.name == default_environment_name(record.toolkit, record.libraries);
}

bool is_named_by_rule(const Record& record) {
    return is_named_by_rule(record.name, record.toolkit, record.libraries);
}

std::string mending_command(const Record& record, const fs::path& shared_root) {
    const std::string program = program_for(shared_root);
    if (!record.project.empty()) return trust_again(record, program);
    if (record.toolkit.text().empty()) return program + " uninstall " + shell_quote(record.name);
    std::string command = program + " install " + shell_quote(record.toolkit.text());
    if (record.profile && record.profile != Profile::standard)
        add_option(command, "--profile", std::string(profile_text(*record.profile)));
    add_option(command, "--cudnn", cudnn_of(record));
    add_option(command, "--with", join(companions(record), ","));
    add_option(command, "--component", join(record.components, ","));
    add_option(command, "--host-compiler", compiler_of(record));
    if (!has_usual_name(record)) add_option(command, "--name", record.name);
    return command;
}

Record guess_record(const std::string& name, const fs::path& activation_file) {
    Record record;
    record.name = name;
    try {
        read_remains(activation_file, record);
    } catch (const Error&) {
        record.libraries.clear();  // unreadable: only the name is left
    }
    if (record.toolkit.text().empty()) read_name(record);
    // Of a lock, and nobody knows whose: it is nobody's.
    if (record.project.empty() && has_lock_label(record.name)) record.toolkit = {};
    return record;
}

}  // namespace cudaenv::store
