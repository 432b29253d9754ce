// SPDX-License-Identifier: Apache-2.0
// Names and presence of store entries, and which of them are still used.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/spec.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/store/doubt.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/examination.hpp>
#include <cudaenv/store/names.hpp>
#include <cudaenv/store/record.hpp>
#include <cudaenv/sys/directories.hpp>
#include <cudaenv/sys/own_file.hpp>

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

/// Whatever stands there under the name of one: too many only keep more. Nothing could select what
/// has another name. Throws when they cannot be read: nobody knows what they use then.
std::vector<fs::path> possible_environments(const Layout& layout) {
    std::vector<fs::path> paths;
    for (const std::string& name : directory_names(layout.environments())) {
        if (is_environment_name(name)) paths.push_back(layout.environments() / name);
    }
    return paths;
}

bool is_of_another(const fs::path& prefix, const Layout& layout) {
    const auto state = find_file_state(prefix);
    return state && find_doubt(*state, layout.root) == Doubt::other_owner;
}

/// Throws when it cannot be told what the environment uses. Another user's uses nothing of ours,
/// whatever it says.
void add_used_by(const fs::path& prefix, const Layout& layout, std::set<std::string>& used) {
    if (is_of_another(prefix, layout)) return;
    if (const auto record = find_record(prefix)) {
        used.merge(entries_of(*record));
        return;
    }
    const std::string name = prefix.filename().string();
    const auto examined = examine_activation(layout.root, name, EnvironmentOrigin::installed);
    if (!examined) return;  // no environment, or gone meanwhile
    const auto* installed = std::get_if<Installed>(&*examined);
    if (installed != nullptr && installed->origin == EnvironmentOrigin::linked) return;
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
    return is_real_directory(entry_path(layout, entry));
}

fs::path entry_path(const Layout& layout, const std::string& entry) {
    return layout.store() / entry;
}

std::vector<std::string> list_entries(const Layout& layout) {
    return own_directories(layout.store(), is_entry_name);
}

void keep_entry(const Layout& layout, const std::string& entry) {
    replace_own_file(layout.kept() / entry, "", 0644);
}

void release_entry(const Layout& layout, const std::string& entry) {
    const fs::path file = layout.kept() / entry;
    std::error_code error;
    fs::remove(file, error);
    if (error) throw io_error("remove", file.string(), error.value());
}

std::vector<std::string> kept_entries(const Layout& layout) {
    std::vector<std::string> names = directory_names(layout.kept());
    std::erase_if(names, [](const std::string& name) { return !is_entry_name(name); });
    return names;
}

std::set<std::string> linked_entries(const Record& record) {
    std::set<std::string> entries;
    for (const RecordedArchive& archive : record.archives) {
        entries.insert(archive.entries.begin(), archive.entries.end());
    }
    if (record.host_compiler) entries.erase(record.host_compiler->path);
    return entries;
}

std::set<std::string> entries_of(const Record& record) {
    std::set<std::string> entries = linked_entries(record);
    if (record.host_compiler && record.host_compiler->origin == CompilerOrigin::store) {
        entries.insert(record.host_compiler->path);
    }
    return entries;
}

std::vector<std::string> unused_entries(const Layout& layout) {
    const std::vector<std::string> kept = kept_entries(layout);
    std::set<std::string> used(kept.begin(), kept.end());
    for (const fs::path& prefix : possible_environments(layout)) {
        add_used_by(prefix, layout, used);
    }
    std::vector<std::string> unused = list_entries(layout);
    std::erase_if(unused, [&](const std::string& entry) { return used.contains(entry); });
    return unused;
}

}  // namespace cudaenv::store
