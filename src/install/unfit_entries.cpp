// SPDX-License-Identifier: Apache-2.0
// Looks for damage in the store, and for who else has a share in it.
#include "install/unfit_entries.hpp"

#include "install/path_fault.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/examination.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::install {

namespace fs = std::filesystem;

namespace {

bool is_absent(const std::vector<Finding>& findings) {
    return findings.size() == 1 && findings.front().path.empty() &&
           findings.front().what == Fault::missing;
}

bool lacks_record(const std::vector<Finding>& findings) {
    return findings.size() == 1 && findings.front().what == Fault::no_record;
}

bool is_of_others(const Finding& finding) {
    return finding.what == Fault::other_owner || finding.what == Fault::open_to_others;
}

/// Whether a file of the environment is another user's: then it still is the entry's as it was.
bool has_file_of_others(const store::Layout& layout,
                        const fs::path& prefix,
                        const store::EntryRecord& entry) {
    return std::any_of(entry.paths.begin(), entry.paths.end(), [&](const store::EntryPath& each) {
        return each.kind == FileKind::file && find_owner_fault(layout, prefix / each.path);
    });
}

/// Whether the environment still has one of the files that were wrong.
bool has_share(const store::Layout& layout,
               const store::Record& record,
               const std::string& entry,
               const std::vector<Finding>& findings,
               const CancelFlag& cancel) {
    const auto mended = store::find_entry_record(store::entry_path(layout, entry));
    if (!mended) return false;
    const fs::path prefix = layout.environment(record.name);
    if (std::any_of(findings.begin(), findings.end(), is_of_others) &&
        has_file_of_others(layout, prefix, *mended))
        return true;
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
        const auto& paths = mended->paths;
        const auto expected = std::find_if(paths.begin(), paths.end(), [&](const auto& each) {
            return each.path == finding.path;
        });
        const bool is_ours =
            std::any_of(record.files.begin(), record.files.end(), [&](const auto& file) {
                return file.path == finding.path;
            });
        if (expected == paths.end() || is_ours) return false;
        const auto fault = find_fault(prefix, *expected, Depth::full, cancel);
        return fault && *fault != Fault::missing;
    });
}

}  // namespace

Unfit find_unfit(const store::Layout& layout,
                 const std::vector<std::string>& entries,
                 const Scrutiny& scrutiny,
                 const CancelFlag& cancel) {
    Unfit unfit;
    for (const std::string& entry : entries) {
        if (entry.empty()) continue;
        std::vector<Finding> findings = verify_entry(layout, entry, scrutiny.depth, cancel);
        if (findings.empty() || (lacks_record(findings) && !scrutiny.wants_record)) continue;
        if (is_absent(findings)) findings.clear();
        unfit.emplace(entry, std::move(findings));
    }
    return unfit;
}

std::string unfit_text(const std::string& entry, const std::vector<Finding>& findings) {
    if (lacks_record(findings)) {
        return fmt::format(
            "{} in the store has no record of its files (it is damaged, or an earlier cudaenv made "
            "it); it is made anew",
            entry);
    }
    return fmt::format(
        "{} in the store is damaged: {}; it is made anew", entry, findings_text(findings));
}

std::vector<std::string> find_sharing(const store::Layout& layout,
                                      const Unfit& mended,
                                      const std::string& except,
                                      const CancelFlag& cancel) {
    std::vector<std::string> names;
    const auto look = [&](const std::string& name) {
        const auto record = store::find_readable_record(layout.environment(name));
        if (!record || name == except) return;
        const bool shares = std::any_of(mended.begin(), mended.end(), [&](const auto& each) {
            return store::linked_entries(*record).contains(each.first) &&
                   has_share(layout, *record, each.first, each.second, cancel);
        });
        if (shares) names.push_back(name);
    };
    if (mended.empty()) return names;
    const store::Environments all = store::list_environments(layout, {}, store::examine_activation);
    for (const store::Installed& each : all.healthy) look(each.name);
    for (const store::Damaged& each : all.damaged) look(each.name);
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace cudaenv::install
