// SPDX-License-Identifier: Apache-2.0
// Compares an environment with what was recorded of it and of its entries.
#include "install/entry_files.hpp"
#include "install/path_fault.hpp"
#include "install/prefix.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/install/verify.hpp>
#include <cudaenv/store/entries.hpp>

#include <map>
#include <set>
#include <utility>

namespace cudaenv::install {

namespace fs = std::filesystem;
using store::EntryPath;

namespace {

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
        for (const ClassicLink& link : classic_links(prefix_, record.platform))
            links_.emplace(link.path, link.target);
    }

    std::vector<Finding> run() {
        for (const std::string& entry : store::linked_entries(record_)) check_linked(entry);
        for (const store::RecordedFile& file : record_.files) check_written(file);
        check_links();
        if (record_.host_compiler && record_.host_compiler->origin == CompilerOrigin::store)
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

std::vector<Finding> verify_environment(const store::Layout& layout,
                                        const store::Record& record,
                                        Depth depth,
                                        const CancelFlag& cancel) {
    return EnvironmentCheck(layout, record, depth, cancel).run();
}

}  // namespace cudaenv::install
