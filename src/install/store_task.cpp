// SPDX-License-Identifier: Apache-2.0
// One step of a plan, under the locks of its archives.
#include "install/store_task.hpp"

#include "install/download.hpp"
#include "install/store_entry.hpp"

#include <cudaenv/sys/checkpoint.hpp>
#include <cudaenv/sys/file_lock.hpp>
#include <cudaenv/sys/files.hpp>

#include <vector>

namespace cudaenv::install {

namespace {

namespace fs = std::filesystem;

Unfit scrutinize(const StoreTask& task, const CancelFlag& stop) {
    Scrutiny scrutiny = quick_scrutiny(task.run.options);
    if (task.run.options.reinstall) scrutiny.depth = Depth::full;
    return find_unfit(task.run.layout(), task.step.entries, scrutiny, stop);
}

/// Every step was looked at before the first task began; reading its entries is its own work.
bool is_fit(const StoreTask& task, const CancelFlag& stop) {
    return task.run.options.reinstall ? scrutinize(task, stop).empty() : task.step.in_store;
}

/// Held until the downloads are no longer needed: processes of several roots may share the cache.
/// Archives are in the order of their paths, so two compilers that share some cannot wait for each
/// other.
std::vector<FileLock> lock_step(const StoreTask& task, const CancelFlag& stop) {
    const store::Layout& layout = task.run.layout();
    std::vector<FileLock> locks;
    const auto lock = [&](const fs::path& file, const std::string& name) {
        locks.push_back(FileLock::acquire(file, stop, [&] { task.run.observer.on_wait(name); }));
    };
    if (task.step.archives.size() > 1) {
        const std::string& entry = task.step.entries.front();
        lock(layout.entry_lock(entry), entry);
    }
    for (const PlannedArchive& planned : task.step.archives)
        lock(layout.download_lock(planned.archive.sha256), planned.archive.file_name());
    return locks;
}

/// Says which of the entries are damaged, and keeps them in mind.
void announce(const StoreTask& task, const Unfit& unfit) {
    const std::lock_guard lock(task.tally.mutex);
    for (const auto& [entry, findings] : unfit) {
        if (findings.empty()) continue;
        task.run.observer.on_warning(unfit_text(entry, findings));
        task.tally.mended.emplace(entry, findings);
    }
}

Download fetch(const StoreTask& task, std::size_t number, Worker& worker) {
    Observer& observer = task.run.observer;
    const std::size_t index = task.first + number;
    source::Connection& connection = worker.connections.to(task.step.source);
    observer.on_stage(index, Stage::downloading);
    const DownloadRequest request{
        task.step.archives[number].archive,
        task.step.purpose,
        task.step.source,
        task.run.layout().downloads(),
        task.run.options.offline,
        [&observer, index](ByteCount done) { observer.on_progress(index, done); },
        [&observer](const std::string& text) { observer.on_warning(text); }};
    Download download = download_archive(request, connection, worker.stop);
    {
        const std::lock_guard lock(task.tally.mutex);
        task.tally.downloaded += download.fetched;
    }
    checkpoint("download-verified");
    return download;
}

void discard_download(const StoreTask& task, const fs::path& file) {
    checkpoint("download-used");
    if (!task.run.options.keep_downloads) remove_tree(file);
}

void report(const StoreTask& task, Stage stage) {
    for (std::size_t number = 0; number < task.step.archives.size(); ++number)
        task.run.observer.on_stage(task.first + number, stage);
}

void fetch_and_publish(const StoreTask& task, const Unfit& unfit, Worker& worker) {
    const RunContext& context = task.run.context;
    std::vector<fs::path> files;
    std::vector<UniqueFd> contents;
    for (std::size_t number = 0; number < task.step.archives.size(); ++number) {
        Download download = fetch(task, number, worker);
        files.push_back(std::move(download.file));
        contents.push_back(std::move(download.content));
    }
    report(task, Stage::unpacking);
    publish_entries({task.step,
                     *context.sources.at(task.step.source),
                     unfit,
                     context.layout,
                     system_root(context.environment)},
                    contents,
                    worker.stop);
    for (const fs::path& file : files) discard_download(task, file);
}

}  // namespace

Scrutiny quick_scrutiny(const RunOptions& options) {
    return {Depth::quick, !options.offline};
}

void make_entries(const StoreTask& task, Worker& worker) {
    if (!is_fit(task, worker.stop)) {
        const std::vector<FileLock> locks = lock_step(task, worker.stop);
        // Whoever had them may have made the entries.
        const Unfit unfit = scrutinize(task, worker.stop);
        announce(task, unfit);
        if (!unfit.empty()) fetch_and_publish(task, unfit, worker);
    }
    report(task, Stage::done);
}

}  // namespace cudaenv::install
