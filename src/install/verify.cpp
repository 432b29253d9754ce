// SPDX-License-Identifier: Apache-2.0
// Compares an entry of the store with its record, and words what was found.
#include "install/entry_files.hpp"
#include "install/path_fault.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/own_names.hpp>
#include <cudaenv/install/verify.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/sys/directories.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace cudaenv::install {

namespace fs = std::filesystem;
using store::EntryPath;

namespace {

constexpr std::array<std::pair<Fault, std::string_view>, 12> kTexts{{
    {Fault::missing, "is missing"},
    {Fault::extra, "does not belong there"},
    {Fault::other_kind, "is of another kind"},
    {Fault::other_size, "has another size"},
    {Fault::other_content, "has other content"},
    {Fault::other_mode, "has another mode"},
    {Fault::other_target, "points elsewhere"},
    {Fault::unreadable, "cannot be read"},
    {Fault::other_owner, "belongs to another user"},
    {Fault::open_to_others, "may be written by others"},
    {Fault::no_record, "has no record of its files"},
    {Fault::empty, "is empty"},
}};

/// Two lists in the order of their paths, side by side.
std::vector<Finding> compare(const fs::path& root,
                             const std::string& entry,
                             const std::vector<EntryPath>& expected,
                             const std::vector<EntryPath>& found,
                             Depth depth,
                             const CancelFlag& cancel) {
    std::vector<Finding> findings;
    auto have = found.begin();
    for (const EntryPath& wanted : expected) {
        for (; have != found.end() && have->path < wanted.path; ++have)
            findings.push_back({entry, have->path, Fault::extra});
        if (have == found.end() || have->path != wanted.path) {
            findings.push_back({entry, wanted.path, Fault::missing});
            continue;
        }
        if (const auto fault = find_fault(root, wanted, *have, depth, cancel))
            findings.push_back({entry, wanted.path, *fault});
        ++have;
    }
    for (; have != found.end(); ++have) findings.push_back({entry, have->path, Fault::extra});
    return findings;
}

void add_doubts(const store::Layout& layout,
                const std::string& entry,
                const std::vector<EntryPath>& paths,
                std::vector<Finding>& findings) {
    for (const EntryPath& each : paths) {
        if (const auto fault =
                find_owner_fault(layout, store::entry_path(layout, entry) / each.path))
            findings.push_back({entry, each.path, *fault});
    }
}

/// Of an entry without a record.
Fault lack_of_record(const fs::path& entry) {
    const std::vector<std::string> names = directory_names(entry);
    const bool is_empty = std::all_of(names.begin(), names.end(), [](const std::string& name) {
        return name == kMetadataDirectory;
    });
    return is_empty ? Fault::empty : Fault::no_record;
}

}  // namespace

std::string_view fault_text(Fault fault) {
    return std::find_if(kTexts.begin(),
                        kTexts.end(),
                        [fault](const auto& each) { return each.first == fault; })
        ->second;
}

std::vector<Finding> verify_entry(const store::Layout& layout,
                                  const std::string& entry,
                                  Depth depth,
                                  const CancelFlag& cancel) {
    const fs::path path = store::entry_path(layout, entry);
    if (!store::has_entry(layout, entry)) return {{entry, "", Fault::missing}};
    const std::string own = store::entry_record_path({}).string();
    try {
        if (auto doubts = doubts_about(layout, entry); !doubts.empty()) return doubts;
        const auto record = store::find_entry_record(path);
        if (!record) return {{entry, "", lack_of_record(path)}};
        const std::vector<EntryPath> found = list_paths(path, cancel);
        auto findings = compare(path, entry, record->paths, found, depth, cancel);
        if (depth == Depth::full) add_doubts(layout, entry, found, findings);
        return findings;
    } catch (const fs::filesystem_error& error) {
        const int reason = error.code().value();
        if (is_shortage(reason)) throw io_error("read", error.path1().string(), reason);
        return {{entry, error.path1().lexically_relative(path).string(), Fault::unreadable}};
    } catch (const Error& error) {
        if (is_shortage(error.error_number())) throw;
        const bool is_damaged = error.kind() == ErrorKind::integrity;
        return {{entry, own, is_damaged ? Fault::other_content : Fault::unreadable}};
    }
}

std::string findings_text(const std::vector<Finding>& findings) {
    if (findings.empty()) return {};
    const Finding& first = findings.front();
    const std::string path = first.path.empty() ? first.entry : first.path;
    std::string text = fmt::format("{} {}", path, fault_text(first.what));
    if (findings.size() > 1) text += fmt::format(" (and {} more)", findings.size() - 1);
    return text;
}

}  // namespace cudaenv::install
