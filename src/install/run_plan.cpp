// SPDX-License-Identifier: Apache-2.0
// Carrying out a plan: locks, then every archive into the store, then the environment.
#include "install/download.hpp"
#include "install/environment.hpp"
#include "install/preflight.hpp"
#include "install/present.hpp"
#include "install/root_lock.hpp"
#include "install/store_entry.hpp"
#include "install/unfit_entries.hpp"
#include "install/workers.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/install/install.hpp>
#include <cudaenv/install/leftovers.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/sys/checkpoint.hpp>
#include <cudaenv/sys/file_lock.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <numeric>
#include <optional>
#include <set>
#include <thread>

namespace cudaenv::install {

namespace fs = std::filesystem;

namespace {

/// Passes reports on one at a time: workers run on several threads.
class SerialObserver : public Observer {
 public:
    explicit SerialObserver(Observer& next) : next_(next) {}
    void on_stage(std::size_t index, Stage stage) override {
        const std::lock_guard lock(mutex_);
        next_.on_stage(index, stage);
    }
    void on_progress(std::size_t index, ByteCount done) override {
        const std::lock_guard lock(mutex_);
        next_.on_progress(index, done);
    }
    void on_wait(const Awaited& what) override {
        const std::lock_guard lock(mutex_);
        next_.on_wait(what);
    }
    void on_warning(const std::string& text) override {
        const std::lock_guard lock(mutex_);
        next_.on_warning(text);
    }

 private:
    Observer& next_;
    std::mutex mutex_;
};

/// Everything the archives' jobs share.
struct Run {
    const Plan& plan;
    const Options& options;
    const Surroundings& surroundings;
    const store::Layout& layout;  ///< of the surroundings
    SerialObserver& observer;
    std::atomic<std::uint64_t> downloaded{0};
    std::mutex mutex{};
    Unfit mended{};  ///< guarded by mutex
};

/// Held until the download is no longer needed: processes of several roots may share the cache.
FileLock lock_download(Run& run, const PlannedArchive& planned, const CancelFlag& stop) {
    return FileLock::acquire(
        run.layout.download_lock(planned.archive.sha256), stop, [&run, &planned] {
            run.observer.on_wait(planned.archive.file_name());
        });
}

bool is_compiler(const PlannedArchive& planned) {
    return planned.purpose.provides == catalog::Provides::compiler;
}

Scrutiny quick_scrutiny(const Run& run) {
    // Without a network an entry that merely lacks its record is better than none.
    return {Depth::quick, !run.options.offline};
}

/// Of `entries`, those that must be made.
Unfit scrutinize(const Run& run, const std::vector<std::string>& entries, const CancelFlag& stop) {
    Scrutiny scrutiny = quick_scrutiny(run);
    if (run.options.reinstall) scrutiny.depth = Depth::full;
    return find_unfit(run.layout, entries, scrutiny, stop);
}

/// Says which of the entries are damaged, and keeps them in mind.
void announce(Run& run, const Unfit& unfit) {
    const std::lock_guard lock(run.mutex);
    for (const auto& [entry, findings] : unfit) {
        if (findings.empty()) continue;
        run.observer.on_warning(unfit_text(entry, findings));
        run.mended.emplace(entry, findings);
    }
}

Download fetch(Run& run, std::size_t index, Worker& worker) {
    const PlannedArchive& planned = run.plan.archives[index];
    const source::Source& source = *run.surroundings.sources.at(planned.source);
    source::Connection& connection = worker.connections.to(planned.source);
    run.observer.on_stage(index, Stage::downloading);
    Download download = download_archive(
        {planned.archive, source, planned.purpose, run.layout.downloads(), run.options.offline},
        connection,
        [&run, index](ByteCount done) { run.observer.on_progress(index, done); },
        [&run](const std::string& text) { run.observer.on_warning(text); },
        worker.stop);
    run.downloaded += download.fetched.value;
    checkpoint("download-verified");
    return download;
}

void discard_download(const Run& run, const fs::path& file) {
    checkpoint("download-used");
    if (!run.options.keep_downloads) remove_tree(file);
}

/// A compiler is one job: its packages are small and make one store entry together.
void make_compiler(Run& run, Worker& worker) {
    const PlannedCompiler& compiler = *run.plan.compiler;
    const FileLock lock =
        FileLock::acquire(run.layout.entry_lock(compiler.entry), worker.stop, [&run, &compiler] {
            run.observer.on_wait(compiler.entry);
        });
    const Unfit unfit = scrutinize(run, {compiler.entry}, worker.stop);
    if (!unfit.empty()) {
        announce(run, unfit);
        std::vector<fs::path> files;
        std::vector<UniqueFd> contents(run.plan.archives.size());
        // Packages are in the order of their paths, so two compilers that share some cannot wait
        // for each other.
        std::vector<FileLock> locks;
        for (const std::size_t index : compiler.archives) {
            locks.push_back(lock_download(run, run.plan.archives[index], worker.stop));
            Download download = fetch(run, index, worker);
            files.push_back(std::move(download.file));
            contents[index] = std::move(download.content);
        }
        publish_compiler(run.plan,
                         contents,
                         run.surroundings.sources,
                         unfit,
                         run.layout,
                         system_root(run.surroundings.environment),
                         worker.stop);
        for (const fs::path& file : files) discard_download(run, file);
    }
    for (const std::size_t index : compiler.archives) run.observer.on_stage(index, Stage::done);
}

void make_entries(Run& run, std::size_t index, const Unfit& unfit, Worker& worker) {
    const PlannedArchive& planned = run.plan.archives[index];
    announce(run, unfit);
    const Download download = fetch(run, index, worker);
    run.observer.on_stage(index, Stage::unpacking);
    publish_archive(planned,
                    download.content,
                    *run.surroundings.sources.at(planned.source),
                    unfit,
                    run.layout,
                    system_root(run.surroundings.environment),
                    worker.stop);
    discard_download(run, download.file);
}

void make_archive(Run& run, std::size_t index, Worker& worker) {
    const PlannedArchive& planned = run.plan.archives[index];
    if (!scrutinize(run, planned.entries, worker.stop).empty()) {
        const FileLock lock = lock_download(run, planned, worker.stop);
        // Whoever had the lock may have made them.
        const Unfit unfit = scrutinize(run, planned.entries, worker.stop);
        if (!unfit.empty()) make_entries(run, index, unfit, worker);
    }
    run.observer.on_stage(index, Stage::done);
}

/// Longest first, so that no long archive starts when all others are done.
std::vector<std::size_t> work_order(const Plan& plan) {
    std::vector<std::size_t> order(plan.archives.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&plan](std::size_t left, std::size_t right) {
        return plan.archives[left].archive.size.value_or(ByteCount{}) >
               plan.archives[right].archive.size.value_or(ByteCount{});
    });
    return order;
}

void fill_store(Run& run, const CancelFlag& cancel) {
    std::vector<Job> jobs;
    if (run.plan.compiler) {
        jobs.emplace_back([&run](Worker& worker) { make_compiler(run, worker); });
    }
    for (const std::size_t index : work_order(run.plan)) {
        if (is_compiler(run.plan.archives[index])) continue;
        jobs.emplace_back([&run, index](Worker& worker) { make_archive(run, index, worker); });
    }
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    run_jobs(jobs,
             run.options.jobs > 0 ? run.options.jobs : std::clamp(cores * 2, 2U, 8U),
             run.surroundings,
             cancel);
}

fs::path lock_path(const Plan& plan, const store::Layout& layout) {
    return has_environment(plan) ? layout.environment_lock(plan.record.name)
                                 : layout.kept_lock(plan.compiler->entry);
}

/// nvcc splits NVCC_PREPEND_FLAGS at blanks and knows no quoting there
/// (measured: 11.2, 12.4, 13.5).
void check_root(const Plan& plan, const store::Layout& layout) {
    if (!plan.compiler || layout.root.string().find_first_of(" \t") == std::string::npos) return;
    throw Error(
        ErrorKind::refused,
        fmt::format("{} has a blank in its path: nvcc could not be pointed at a compiler there",
                    layout.root.string()),
        "set CUDAENV_ROOT to a path without blanks, or add --host-compiler system");
}

fs::path finish(const Plan& plan, const store::Layout& layout, const CancelFlag& cancel) {
    return has_environment(plan) ? publish_environment(plan, layout, cancel)
                                 : store::entry_path(layout, plan.compiler->entry);
}

/// A compiler installed by its name stays until it is uninstalled by its name.
void keep_compiler(const Plan& plan, const store::Layout& layout) {
    if (!has_environment(plan)) store::keep_entry(layout, plan.compiler->entry);
}

/// With what in the store visibly does not do: that will be fetched, too.
Plan as_the_store_is(const Run& run, const CancelFlag& cancel) {
    std::set<std::string> entries;
    for (const PlannedArchive& planned : run.plan.archives)
        entries.insert(planned.entries.begin(), planned.entries.end());
    std::set<std::string> unfit;
    for (const auto& [entry, findings] :
         find_unfit(run.layout, {entries.begin(), entries.end()}, quick_scrutiny(run), cancel))
        unfit.insert(entry);
    return without_entries(run.plan, unfit, run.layout);
}

/// All but the locks of the whole run.
Outcome carry_out(Run& run, const CancelFlag& cancel) {
    const Plan& plan = run.plan;
    const Present present = look_at(plan, run.layout);
    check_exchange(plan, present);
    if (!run.options.reinstall) {
        const auto on_warning = [&run](const std::string& text) { run.observer.on_warning(text); };
        if (auto path = find_installed_already(plan, present, run.layout, on_warning, cancel)) {
            keep_compiler(plan, run.layout);
            return {true, *path, {}, {}};
        }
        check_name(plan, present);
    }
    check_place(plan, run.layout);
    check_root(plan, run.layout);
    check_moves(run.layout, free_space);
    check_space(space_needs(as_the_store_is(run, cancel), run.layout), free_space);
    store::ensure_cache(run.layout);
    fill_store(run, cancel);
    keep_compiler(plan, run.layout);
    fs::path path = finish(plan, run.layout, cancel);
    return {false,
            std::move(path),
            ByteCount{run.downloaded.load()},
            find_sharing(run.layout, run.mended, plan.record.name, cancel)};
}

}  // namespace

Outcome run_plan(const Plan& plan,
                 const Options& options,
                 const Surroundings& surroundings,
                 Observer& observer,
                 const CancelFlag& cancel) {
    const store::Layout& layout = surroundings.layout;
    store::ensure_layout(layout);
    SerialObserver serial(observer);
    Run run{plan, options, surroundings, layout, serial};
    Outcome outcome;
    {
        const auto on_wait = [&observer](const Awaited& what) { observer.on_wait(what); };
        const FileLock installing = work_with_others(layout, on_wait, cancel);
        const FileLock lock = FileLock::acquire(lock_path(plan, layout), cancel, [&] {
            observer.on_wait(has_environment(plan) ? plan.record.name : plan.compiler->entry);
        });
        outcome = carry_out(run, cancel);
    }
    if (!run.mended.empty()) sweep_leftovers(layout, cancel);  // what stood where it was mended
    return outcome;
}

}  // namespace cudaenv::install
