// SPDX-License-Identifier: Apache-2.0
// Compares what is on disk with what was recorded.
#include "install/entry_files.hpp"
#include "install/path_fault.hpp"
#include "install/prefix.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/metadata_directory.hpp>
#include <cudaenv/digest/hash.hpp>
#include <cudaenv/install/verify.hpp>
#include <cudaenv/store/doubt.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/sys/directories.hpp>
#include <cudaenv/sys/file_state.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
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

/// Of who could write its record, or anything beside it, the record proves nothing.
std::vector<Finding> doubts_about(const store::Layout& layout, const std::string& entry) {
    const fs::path record = store::entry_record_path({});
    for (const fs::path& path : {fs::path(), record.parent_path(), record}) {
        const auto fault = find_doubt(layout.root, store::entry_path(layout, entry) / path);
        if (fault) return {{entry, path.string(), *fault}};
    }
    return {};
}

void add_doubts(const store::Layout& layout,
                const std::string& entry,
                const std::vector<EntryPath>& paths,
                std::vector<Finding>& findings) {
    for (const EntryPath& each : paths) {
        if (const auto fault =
                find_doubt(layout.root, store::entry_path(layout, entry) / each.path))
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

/// As far as this user may look: who only uses another's root may be kept from its store.
std::vector<Finding> visible_doubts_about(const store::Layout& layout, const std::string& entry) {
    try {
        return doubts_about(layout, entry);
    } catch (const Error& error) {
        if (is_shortage(error.error_number())) throw;
        return {};
    }
}

std::optional<store::EntryRecord> find_readable_entry_record(const fs::path& entry) {
    try {
        return store::find_entry_record(entry);
    } catch (const Error& error) {
        if (is_shortage(error.error_number())) throw;
        return std::nullopt;
    }
}

class EnvironmentCheck {
 public:
    EnvironmentCheck(const store::Layout& layout,
                     const store::Record& record,
                     Depth depth,
                     const CancelFlag& cancel)
        : layout_(layout),
          record_(record),
          prefix_(layout.environment(record.name)),
          depth_(depth),
          cancel_(cancel) {
        for (const store::RecordedFile& file : record.files) written_.insert(file.path);
        if (const auto platform = find_platform(record.platform)) {
            for (const ClassicLink& link : classic_links(prefix_, *platform))
                links_.emplace(link.path, link.target);
        }
    }

    std::vector<Finding> run() {
        for (const std::string& entry : store::linked_entries(record_)) check_linked(entry);
        for (const store::RecordedFile& file : record_.files) check_written(file);
        check_links();
        if (record_.host_compiler && record_.host_compiler->origin == "store")
            check_compiler(record_.host_compiler->path);
        return std::move(findings_);
    }

 private:
    void check_linked(const std::string& entry) {
        const auto doubts = visible_doubts_about(layout_, entry);
        findings_.insert(findings_.end(), doubts.begin(), doubts.end());
        const auto record = doubts.empty()
                                ? find_readable_entry_record(store::entry_path(layout_, entry))
                                : std::nullopt;
        if (!record) {
            knows_all_ = false;
            return;
        }
        for (const EntryPath& path : record->paths) {
            cancel_.check();
            if (links_.contains(path.path)) brought_.insert(path.path);
            if (written_.contains(path.path)) continue;
            const auto fault = find_fault(prefix_, path, depth_, cancel_);
            if (fault && !(*fault == Fault::missing && is_left_out(prefix_, path)))
                findings_.push_back({entry, path.path, *fault});
        }
    }

    /// Few and small: reading them costs nothing, and an empty one is what a full disk leaves.
    void check_written(const store::RecordedFile& file) {
        const auto found = find_path(prefix_, file.path);
        if (!found) {
            findings_.push_back({"", file.path, Fault::missing});
            return;
        }
        EntryPath expected = *found;
        expected.kind = FileKind::file;
        expected.sha256 = file.sha256;
        if (const auto fault = find_fault(prefix_, expected, *found, Depth::full, cancel_))
            findings_.push_back({"", file.path, *fault});
    }

    void check_links() {
        for (const auto& [path, target] : links_) {
            const auto found = find_path(prefix_, path);
            const auto fault = found ? find_link_fault(*found, target) : Fault::missing;
            if (fault) findings_.push_back({"", path, *fault});
        }
    }

    /// What an entry brings under the name of a link stands there instead of it.
    [[nodiscard]] std::optional<Fault> find_link_fault(const EntryPath& found,
                                                       const std::string& target) const {
        if (!knows_all_ || brought_.contains(found.path)) return std::nullopt;
        const EntryPath expected{found.path, FileKind::link, false, 0, {}, target};
        return find_fault(prefix_, expected, found, depth_, cancel_);
    }

    void check_compiler(const std::string& entry) {
        for (Finding& finding : verify_entry(layout_, entry, depth_, cancel_)) {
            if (finding.what != Fault::no_record) findings_.push_back(std::move(finding));
        }
    }

    const store::Layout& layout_;
    const store::Record& record_;
    fs::path prefix_;
    Depth depth_;
    const CancelFlag& cancel_;
    std::set<std::string> written_;
    std::map<std::string, std::string> links_;  ///< classic ones, and where they have to lead
    std::set<std::string> brought_;             ///< of their paths, those that entries have
    bool knows_all_ = true;                     ///< every entry has a record
    std::vector<Finding> findings_;
};

}  // namespace

std::optional<Fault> find_fault(const fs::path& root,
                                const EntryPath& expected,
                                const EntryPath& found,
                                Depth depth,
                                const CancelFlag& cancel) {
    if (found.kind != expected.kind) return Fault::other_kind;
    if (found.target != expected.target) return Fault::other_target;
    if (found.size != expected.size) return Fault::other_size;
    if (found.is_executable != expected.is_executable) return Fault::other_mode;
    if (depth == Depth::quick || expected.kind != FileKind::file) return std::nullopt;
    try {
        const bool is_same = digest::hash_file(root / expected.path, cancel) == expected.sha256;
        return is_same ? std::nullopt : std::optional(Fault::other_content);
    } catch (const Error& error) {
        if (is_shortage(error.error_number())) throw;
        return Fault::unreadable;
    }
}

std::optional<Fault> find_fault(const fs::path& root,
                                const EntryPath& expected,
                                Depth depth,
                                const CancelFlag& cancel) {
    const auto found = find_path(root, expected.path);
    return found ? find_fault(root, expected, *found, depth, cancel) : Fault::missing;
}

std::optional<Fault> find_doubt(const fs::path& root, const fs::path& path) {
    const auto state = find_file_state(path);
    const auto doubt = state ? store::find_doubt(*state, root) : std::nullopt;
    if (!doubt) return std::nullopt;
    return *doubt == store::Doubt::other_owner ? Fault::other_owner : Fault::open_to_others;
}

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

std::vector<Finding> verify_environment(const store::Layout& layout,
                                        const store::Record& record,
                                        Depth depth,
                                        const CancelFlag& cancel) {
    return EnvironmentCheck(layout, record, depth, cancel).run();
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
