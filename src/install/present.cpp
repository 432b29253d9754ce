// SPDX-License-Identifier: Apache-2.0
// Looks at environments and compilers of a plan's names.
#include "install/present.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/metadata_directory.hpp>
#include <cudaenv/install/verify.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/examination.hpp>
#include <cudaenv/store/mending.hpp>

#include <fmt/format.h>

namespace cudaenv::install {

namespace fs = std::filesystem;

namespace {

using OnWarning = std::function<void(const std::string&)>;

std::optional<store::Examined> examine_named(const Plan& plan, const store::Layout& layout) {
    return store::examine(layout.root, plan.record.name, store::Origin::installed);
}

/// Says what is wrong with the environment of the plan's name, if anything is.
bool is_damaged(const Plan& plan,
                const store::Layout& layout,
                const OnWarning& on_warning,
                const CancelFlag& cancel) {
    const auto examined = examine_named(plan, layout);
    if (!examined) return false;
    std::string reason;
    if (const auto* damaged = std::get_if<store::Damaged>(&*examined)) {
        reason = damaged->reason;
    } else if (const auto record = store::find_record(layout.environment(plan.record.name))) {
        reason = findings_text(verify_environment(layout, *record, Depth::quick, cancel));
    }
    if (reason.empty()) return false;
    on_warning(fmt::format("{} is damaged: {}; it is made anew", plan.record.name, reason));
    return true;
}

std::optional<fs::path> find_environment(const Plan& plan,
                                         const store::Layout& layout,
                                         const OnWarning& on_warning,
                                         const CancelFlag& cancel) {
    if (is_damaged(plan, layout, on_warning, cancel)) return std::nullopt;
    const fs::path prefix = layout.environment(plan.record.name);
    const auto record = store::find_record(prefix);
    if (!record) return std::nullopt;
    const bool is_enough = store::same_composition(*record, plan.record) ||
                           (plan.keeps_what_is_there && store::holds(*record, plan.record));
    return is_enough ? std::optional(prefix) : std::nullopt;
}

std::optional<fs::path> find_compiler(const std::string& entry,
                                      const store::Layout& layout,
                                      const CancelFlag& cancel) {
    if (!verify_entry(layout, entry, Depth::quick, cancel).empty()) return std::nullopt;
    return store::entry_path(layout, entry);
}

/// nullopt also for a damaged one.
std::optional<store::Record> find_readable_record(const fs::path& prefix) {
    try {
        return store::find_record(prefix);
    } catch (const Error&) {
        return std::nullopt;
    }
}

/// The project whose trusted lock made the environment; empty where none did, or nobody knows.
/// Of a damaged one its activation file may still tell.
std::string project_of(const std::string& name, const store::Layout& layout) {
    const fs::path prefix = layout.environment(name);
    if (const auto record = find_readable_record(prefix)) return record->project;
    return store::guess_record(name, prefix / kMetadataDirectory / "activation").project;
}

std::optional<Version> toolkit_of(const store::Examined& examined) {
    if (const auto* damaged = std::get_if<store::Damaged>(&examined)) return damaged->toolkit;
    return std::get<store::Installed>(examined).toolkit;
}

void check_what_is_there(const Plan& plan, const fs::path& prefix) {
    if (!plan.keeps_what_is_there) return;
    const auto record = find_readable_record(prefix);
    if (!record || record->toolkit != plan.record.toolkit) return;  // check_name
    if (store::holds(*record, plan.record) || store::holds(plan.record, *record)) return;
    throw Error(
        ErrorKind::refused,
        fmt::format("{} is installed and holds what the lock leaves out: other projects may "
                    "need it",
                    plan.record.name),
        "choose another --name; or add --reinstall, which exchanges it");
}

}  // namespace

bool has_environment(const Plan& plan) {
    return !plan.record.toolkit.empty();
}

std::optional<fs::path> find_installed_already(const Plan& plan,
                                               const store::Layout& layout,
                                               const OnWarning& on_warning,
                                               const CancelFlag& cancel) {
    if (has_environment(plan)) return find_environment(plan, layout, on_warning, cancel);
    return find_compiler(plan.compiler->entry, layout, cancel);
}

void check_name(const Plan& plan, const store::Layout& layout) {
    if (!has_environment(plan)) return;
    const auto examined = examine_named(plan, layout);
    const auto toolkit = examined ? toolkit_of(*examined) : std::nullopt;
    if (!toolkit || *toolkit == parse_version(plan.record.toolkit)) return;
    throw Error(
        ErrorKind::conflict,
        fmt::format(
            "{} is the name of an environment of CUDA {}", plan.record.name, toolkit->text()),
        fmt::format("choose another --name, or: cudaenv uninstall {}", plan.record.name));
}

void check_place(const Plan& plan, const store::Layout& layout) {
    if (!has_environment(plan)) return;
    const fs::path place = layout.environment(plan.record.name);
    std::error_code ignored;
    const fs::file_status status = fs::symlink_status(place, ignored);
    const bool is_free =
        !fs::exists(status) || (fs::is_directory(status) && fs::is_empty(place, ignored));
    if (is_free || (fs::is_directory(status) && store::looks_like_environment(place))) return;
    throw Error(ErrorKind::refused,
                fmt::format("{} is no environment that cudaenv made", place.string()),
                "move it away, or choose another --name");
}

void check_exchange(const Plan& plan, const store::Layout& layout) {
    const std::string& project = plan.record.project;
    const fs::path prefix = layout.environment(plan.record.name);
    if (!fs::exists(fs::symlink_status(prefix))) return;
    if (project.empty()) return check_what_is_there(plan, prefix);
    if (project_of(plan.record.name, layout) == project) return;
    throw Error(ErrorKind::refused,
                fmt::format("{} is installed, and what the lock of {} says may not take its place: "
                            "the catalogue does not vouch for it",
                            plan.record.name,
                            project),
                fmt::format("choose another --name, or: cudaenv uninstall {}", plan.record.name));
}

}  // namespace cudaenv::install
