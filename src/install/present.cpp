// SPDX-License-Identifier: Apache-2.0
// Looks at what has the name of an environment to be.
#include "install/present.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/install/verify.hpp>
#include <cudaenv/store/examination.hpp>

#include <fmt/format.h>

namespace cudaenv::install {

namespace fs = std::filesystem;

namespace {

/// What is wrong with it; empty: nothing is.
std::string damage_of(const Present& present,
                      const store::Layout& layout,
                      const CancelFlag& cancel) {
    if (const auto* damaged = std::get_if<store::Damaged>(&*present.examined))
        return damaged->reason;
    if (!present.record) return {};
    return findings_text(verify_environment(layout, *present.record, Depth::quick, cancel));
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

void check_what_is_there(const EnvironmentStep& step, const Present& present) {
    const auto& record = present.record;
    if (!step.keeps_what_is_there || !record) return;
    if (record->toolkit != step.record.toolkit) return;  // check_name
    if (store::holds(*record, step.record) || store::covers(step.record, *record)) return;
    const auto* damaged = std::get_if<store::Damaged>(&*present.examined);
    const std::string state =
        damaged == nullptr ? "installed" : fmt::format("damaged ({})", damaged->reason);
    throw Error(ErrorKind::refused,
                fmt::format("{} is {} and holds what this project leaves out: others may need it",
                            step.record.name,
                            state),
                damaged == nullptr ? Cure(Advice::other_name_or_exchange) : damaged->mend);
}

}  // namespace

Present look_at(const EnvironmentStep& step, const store::Layout& layout) {
    Present present;
    present.examined =
        store::examine(layout.root, step.record.name, store::EnvironmentOrigin::installed);
    if (!present.examined) return present;
    const auto* damaged = std::get_if<store::Damaged>(&*present.examined);
    if (damaged == nullptr || !damaged->is_foreign)
        present.record = store::find_readable_record(layout.environment(step.record.name));
    return present;
}

bool is_installed_already(const EnvironmentStep& step,
                          const Present& present,
                          const store::Layout& layout,
                          const std::function<void(const std::string&)>& on_warning,
                          const CancelFlag& cancel) {
    if (!present.examined) return false;
    if (const std::string damage = damage_of(present, layout, cancel); !damage.empty()) {
        on_warning(fmt::format("{} is damaged: {}; it is made anew", step.record.name, damage));
        return false;
    }
    return present.record &&
           (store::same_composition(*present.record, step.record) ||
            (step.keeps_what_is_there && store::holds(*present.record, step.record)));
}

void check_name(const EnvironmentStep& step, const Present& present) {
    const auto toolkit = present.examined ? toolkit_of(*present.examined) : std::nullopt;
    if (!toolkit || *toolkit == step.record.toolkit) return;
    throw Error(
        ErrorKind::conflict,
        fmt::format(
            "{} is the name of an environment of CUDA {}", step.record.name, toolkit->text()),
        Advice(Advice::other_name_or_uninstall, step.record.name));
}

void check_place(const EnvironmentStep& step, const store::Layout& layout) {
    const fs::path place = layout.environment(step.record.name);
    std::error_code ignored;
    const fs::file_status status = fs::symlink_status(place, ignored);
    const bool is_free =
        !fs::exists(status) || (fs::is_directory(status) && fs::is_empty(place, ignored));
    if (is_free || (fs::is_directory(status) && store::looks_like_environment(place))) return;
    throw Error(ErrorKind::refused,
                fmt::format("{} is no environment that cudaenv made", place.string()),
                Advice::other_name_or_move_away);
}

void check_exchange(const EnvironmentStep& step, const Present& present) {
    const std::string& project = step.record.project;
    if (project.empty()) return check_what_is_there(step, present);
    if (!present.examined || project_of(present) == project) return;
    throw Error(ErrorKind::refused,
                fmt::format("{} is installed, and what the lock of {} says may not take its place: "
                            "the catalogue does not vouch for it",
                            step.record.name,
                            project),
                Advice(Advice::other_name_or_uninstall, step.record.name));
}

}  // namespace cudaenv::install
