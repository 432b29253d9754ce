// SPDX-License-Identifier: Apache-2.0
// Names and presence of store entries, and which of them are still used.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/spec.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/examination.hpp>
#include <cudaenv/store/record.hpp>
#include <cudaenv/sys/files.hpp>

#include <algorithm>

namespace cudaenv::store {

namespace {

constexpr std::size_t kKeyDigits = 16;
constexpr std::string_view kNameCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-";

std::string file_name_part(std::string text) {
    for (char& c : text) {
        if (kNameCharacters.find(c) == std::string_view::npos) c = '-';
    }
    return text;
}

/// Names of the directories in `parent`, sorted; none when it is absent.
std::vector<std::string> directory_names(const fs::path& parent) {
    std::vector<std::string> names;
    std::error_code error;
    fs::directory_iterator entry(parent, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        std::error_code ignored;
        if (entry->is_directory(ignored)) names.push_back(entry->path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

void add_used(std::set<std::string>& used, const Record& record) {
    for (const RecordedArchive& archive : record.archives) {
        used.insert(archive.entries.begin(), archive.entries.end());
    }
    if (record.host_compiler && record.host_compiler->origin == "store") {
        used.insert(record.host_compiler->path);
    }
}

/// Throws when it cannot be told what the environment uses.
void add_used_by(const std::string& name, const Layout& layout, std::set<std::string>& used) {
    if (const auto record = find_record(layout.environment(name))) {
        add_used(used, *record);
        return;
    }
    const auto examined = examine_activation(layout.root, name, Origin::installed);
    if (!examined) return;  // no environment, or gone meanwhile
    const auto* installed = std::get_if<Installed>(&*examined);
    if (installed != nullptr && installed->origin == Origin::linked) return;
    throw Error(ErrorKind::integrity, name + " has no record, so nobody knows what it uses");
}

}  // namespace

std::string entry_name(const std::string& name,
                       const std::string& version,
                       const std::string& identity_hex) {
    return file_name_part(name) + "-" + file_name_part(version) + "-" +
           to_lower(identity_hex.substr(0, kKeyDigits));
}

bool has_entry(const Layout& layout, const std::string& entry) {
    std::error_code ignored;
    return fs::is_directory(entry_path(layout, entry), ignored);
}

fs::path entry_path(const Layout& layout, const std::string& entry) {
    return layout.store() / entry;
}

std::vector<std::string> list_entries(const Layout& layout) {
    return directory_names(layout.store());
}

void keep_entry(const Layout& layout, const std::string& entry) {
    replace_file(layout.kept() / entry, "");
}

bool release_entry(const Layout& layout, const std::string& entry) {
    std::error_code ignored;
    return fs::remove(layout.kept() / entry, ignored);
}

std::vector<std::string> kept_entries(const Layout& layout) {
    std::vector<std::string> names;
    std::error_code error;
    fs::directory_iterator entry(layout.kept(), error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        std::string name = entry->path().filename().string();
        if (name.find_first_not_of(kNameCharacters) == std::string::npos)
            names.push_back(std::move(name));
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<std::string> unused_entries(const Layout& layout) {
    const std::vector<std::string> kept = kept_entries(layout);
    std::set<std::string> used(kept.begin(), kept.end());
    for (const std::string& name : directory_names(layout.environments())) {
        if (!is_environment_name(name)) continue;  // no environment: nothing could select it
        add_used_by(name, layout, used);
    }
    std::vector<std::string> unused = list_entries(layout);
    std::erase_if(unused, [&](const std::string& entry) { return used.contains(entry); });
    return unused;
}

}  // namespace cudaenv::store
