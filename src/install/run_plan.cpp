// SPDX-License-Identifier: Apache-2.0
// Carrying out a plan: locks, whether it may be, the store, then the environment.
#include "install/environment.hpp"
#include "install/fill_store.hpp"
#include "install/present.hpp"
#include "install/root_lock.hpp"
#include "install/serial_observer.hpp"
#include "install/unfit_entries.hpp"

#include <cudaenv/install/install.hpp>
#include <cudaenv/install/leftovers.hpp>
#include <cudaenv/install/verify.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/sys/file_lock.hpp>

#include <optional>

namespace cudaenv::install {

namespace {

FileLock lock_result(const Run& run) {
    const std::string name = run.plan.name();
    return FileLock::acquire(
        run.plan.environment ? run.layout().environment_lock(name) : run.layout().kept_lock(name),
        run.cancel,
        [&] { run.observer.on_wait(name); });
}

/// Whether the environment is there; throws when it may not be put there.
bool is_there(const Run& run, const EnvironmentStep& step) {
    const Present present = look_at(step, run.layout());
    check_exchange(step, present);
    if (!run.options.reinstall) {
        const auto on_warning = [&run](const std::string& text) { run.observer.on_warning(text); };
        if (is_installed_already(step, present, run.layout(), on_warning, run.cancel)) return true;
        check_name(step, present);
    }
    check_place(step, run.layout());
    return false;
}

std::optional<Filled> make_environment(const Run& run, const EnvironmentStep& step) {
    if (is_there(run, step)) return std::nullopt;
    Filled filled = fill_store(run);
    publish_environment(step, run.plan.steps, run.layout(), run.cancel);
    return filled;
}

/// A compiler installed by its name stays until it is uninstalled by its name.
std::optional<Filled> make_kept_entry(const Run& run) {
    const std::string entry = run.plan.name();
    std::optional<Filled> filled;
    const bool is_fit = !run.options.reinstall &&
                        verify_entry(run.layout(), entry, Depth::quick, run.cancel).empty();
    if (!is_fit) filled = fill_store(run);
    store::keep_entry(run.layout(), entry);
    return filled;
}

}  // namespace

Outcome run_plan(const Plan& plan,
                 const RunOptions& options,
                 const RunContext& context,
                 Observer& observer,
                 const CancelFlag& cancel) {
    const store::Layout& layout = context.layout;
    store::ensure_layout(layout);
    SerialObserver serial(observer);
    const Run run{plan, options, context, serial, cancel};
    Outcome outcome{true, plan.path(layout), {}, {}};
    bool has_mended = false;
    {
        const auto on_wait = [&observer](const Awaited& what) { observer.on_wait(what); };
        const FileLock installing = work_with_others(layout, on_wait, cancel);
        const FileLock lock = lock_result(run);
        const std::optional<Filled> filled =
            plan.environment ? make_environment(run, *plan.environment) : make_kept_entry(run);
        if (filled) {
            const std::string except = plan.environment ? plan.name() : std::string();
            outcome.already_installed = false;
            outcome.downloaded = filled->downloaded;
            outcome.sharing = find_sharing(layout, filled->mended, except, cancel);
            has_mended = !filled->mended.empty();
        }
    }
    if (has_mended) sweep_leftovers(layout, cancel);  // what stood where it was mended
    return outcome;
}

}  // namespace cudaenv::install
