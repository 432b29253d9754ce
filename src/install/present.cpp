// SPDX-License-Identifier: Apache-2.0
// Looks at environments and compilers of a plan's names.
#include "install/present.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/install/verify.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/examination.hpp>

#include <fmt/format.h>

namespace cudaenv::install {

namespace fs = std::filesystem;

namespace {

using OnWarning = std::function<void(const std::string&)>;

/// What is wrong with it; empty: nothing is.
std::string damage_of(const Present& present,
                      const store::Layout& layout,
                      const CancelFlag& cancel) {
    if (const auto* damaged = std::get_if<store::Damaged>(&*present.examined))
        return damaged->reason;
    if (!present.record) return {};
    return findings_text(verify_environment(layout, *present.record, Depth::quick, cancel));
}

std::optional<fs::path> find_environment(const Plan& plan,
                                         const Present& present,
                                         const store::Layout& layout,
                                         const OnWarning& on_warning,
                                         const CancelFlag& cancel) {
    if (!present.examined) return std::nullopt;
    if (const std::string damage = damage_of(present, layout, cancel); !damage.empty()) {
        on_warning(fmt::format("{} is damaged: {}; it is made anew", plan.record.name, damage));
        return std::nullopt;
    }
    const bool is_enough =
        present.record &&
        (store::same_composition(*present.record, plan.record) ||
         (plan.keeps_what_is_there && store::holds(*present.record, plan.record)));
    return is_enough ? std::optional(layout.environment(plan.record.name)) : std::nullopt;
}

std::optional<fs::path> find_compiler(const std::string& entry,
                                      const store::Layout& layout,
                                      const CancelFlag& cancel) {
    if (!verify_entry(layout, entry, Depth::quick, cancel).empty()) return std::nullopt;
    return store::entry_path(layout, entry);
}

/// The project whose trusted lock made the environment; empty where none did, or nobody knows.
/// Of a damaged one its activation file may still tell.
std::string project_of(const Present& present) {
    if (present.record) return present.record->project;
    const auto* damaged = std::get_if<store::Damaged>(&*present.examined);
    return damaged == nullptr ? std::string() : damaged->project.string();
}

std::optional<Version> toolkit_of(const store::Examined& examined) {
    if (const auto* damaged = std::get_if<store::Damaged>(&examined)) return damaged->toolkit;
    return std::get<store::Installed>(examined).toolkit;
}

void check_what_is_there(const Plan& plan, const Present& present) {
    const auto& record = present.record;
    if (!plan.keeps_what_is_there || !record) return;
    if (record->toolkit != plan.record.toolkit) return;  // check_name
    if (store::holds(*record, plan.record) || store::holds(plan.record, *record)) return;
    const auto* damaged = std::get_if<store::Damaged>(&*present.examined);
    const std::string state =
        damaged == nullptr ? "installed" : fmt::format("damaged ({})", damaged->reason);
    throw Error(ErrorKind::refused,
                fmt::format("{} is {} and holds what this project leaves out: others may need it",
                            plan.record.name,
                            state),
                damaged == nullptr ? "choose another --name; or add --reinstall, which exchanges it"
                                   : damaged->mend);
}

}  // namespace

Present look_at(const Plan& plan, const store::Layout& layout) {
    Present present;
    if (!has_environment(plan)) return present;
    present.examined = store::examine(layout.root, plan.record.name, store::Origin::installed);
    if (!present.examined) return present;
    const auto* damaged = std::get_if<store::Damaged>(&*present.examined);
    if (damaged == nullptr || !damaged->is_foreign)
        present.record = store::find_readable_record(layout.environment(plan.record.name));
    return present;
}

bool has_environment(const Plan& plan) {
    return !plan.record.toolkit.empty();
}

std::optional<fs::path> find_installed_already(const Plan& plan,
                                               const Present& present,
                                               const store::Layout& layout,
                                               const OnWarning& on_warning,
                                               const CancelFlag& cancel) {
    if (has_environment(plan)) return find_environment(plan, present, layout, on_warning, cancel);
    return find_compiler(plan.compiler->entry, layout, cancel);
}

void check_name(const Plan& plan, const Present& present) {
    const auto toolkit = present.examined ? toolkit_of(*present.examined) : std::nullopt;
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

void check_exchange(const Plan& plan, const Present& present) {
    const std::string& project = plan.record.project;
    if (project.empty()) return check_what_is_there(plan, present);
    if (!present.examined || project_of(present) == project) return;
    throw Error(ErrorKind::refused,
                fmt::format("{} is installed, and what the lock of {} says may not take its place: "
                            "the catalogue does not vouch for it",
                            plan.record.name,
                            project),
                fmt::format("choose another --name, or: cudaenv uninstall {}", plan.record.name));
}

}  // namespace cudaenv::install
