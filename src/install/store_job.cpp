// SPDX-License-Identifier: Apache-2.0
// One step of a plan, under the locks of its archives.
#include "install/store_job.hpp"

#include "install/download.hpp"
#include "install/store_entry.hpp"

#include <cudaenv/sys/checkpoint.hpp>
#include <cudaenv/sys/file_lock.hpp>
#include <cudaenv/sys/files.hpp>

#include <vector>

namespace cudaenv::install {

namespace {

namespace fs = std::filesystem;

Unfit scrutinize(const StoreJob& job, const CancelFlag& stop) {
    Scrutiny scrutiny = quick_scrutiny(job.run.options);
    if (job.run.options.reinstall) scrutiny.depth = Depth::full;
    return find_unfit(job.run.layout(), job.step.entries, scrutiny, stop);
}

/// Every step was looked at before the first job began; reading its entries is its own work.
bool is_fit(const StoreJob& job, const CancelFlag& stop) {
    return job.run.options.reinstall ? scrutinize(job, stop).empty() : job.step.in_store;
}

/// Held until the downloads are no longer needed: processes of several roots may share the cache.
/// Archives are in the order of their paths, so two compilers that share some cannot wait for each
/// other.
std::vector<FileLock> lock_step(const StoreJob& job, const CancelFlag& stop) {
    const store::Layout& layout = job.run.layout();
    std::vector<FileLock> locks;
    const auto lock = [&](const fs::path& file, const std::string& name) {
        locks.push_back(FileLock::acquire(file, stop, [&] { job.run.observer.on_wait(name); }));
    };
    if (job.step.archives.size() > 1) {
        const std::string& entry = job.step.entries.front();
        lock(layout.entry_lock(entry), entry);
    }
    for (const PlannedArchive& planned : job.step.archives)
        lock(layout.download_lock(planned.archive.sha256), planned.archive.file_name());
    return locks;
}

/// Says which of the entries are damaged, and keeps them in mind.
void announce(const StoreJob& job, const Unfit& unfit) {
    const std::lock_guard lock(job.tally.mutex);
    for (const auto& [entry, findings] : unfit) {
        if (findings.empty()) continue;
        job.run.observer.on_warning(unfit_text(entry, findings));
        job.tally.mended.emplace(entry, findings);
    }
}

Download fetch(const StoreJob& job, std::size_t number, Worker& worker) {
    Observer& observer = job.run.observer;
    const std::size_t index = job.first + number;
    source::Connection& connection = worker.connections.to(job.step.source);
    observer.on_stage(index, Stage::downloading);
    const DownloadRequest request{
        job.step.archives[number].archive,
        job.step.purpose,
        job.step.source,
        job.run.layout().downloads(),
        job.run.options.offline,
        [&observer, index](ByteCount done) { observer.on_progress(index, done); },
        [&observer](const std::string& text) { observer.on_warning(text); }};
    Download download = download_archive(request, connection, worker.stop);
    {
        const std::lock_guard lock(job.tally.mutex);
        job.tally.downloaded += download.fetched;
    }
    checkpoint("download-verified");
    return download;
}

void discard_download(const StoreJob& job, const fs::path& file) {
    checkpoint("download-used");
    if (!job.run.options.keep_downloads) remove_tree(file);
}

void report(const StoreJob& job, Stage stage) {
    for (std::size_t number = 0; number < job.step.archives.size(); ++number)
        job.run.observer.on_stage(job.first + number, stage);
}

void fetch_and_publish(const StoreJob& job, const Unfit& unfit, Worker& worker) {
    const RunContext& context = job.run.context;
    std::vector<fs::path> files;
    std::vector<UniqueFd> contents;
    for (std::size_t number = 0; number < job.step.archives.size(); ++number) {
        Download download = fetch(job, number, worker);
        files.push_back(std::move(download.file));
        contents.push_back(std::move(download.content));
    }
    report(job, Stage::unpacking);
    publish_entries({job.step,
                     *context.sources.at(job.step.source),
                     unfit,
                     context.layout,
                     system_root(context.environment)},
                    contents,
                    worker.stop);
    for (const fs::path& file : files) discard_download(job, file);
}

}  // namespace

Scrutiny quick_scrutiny(const RunOptions& options) {
    return {Depth::quick, !options.offline};
}

void make_entries(const StoreJob& job, Worker& worker) {
    if (!is_fit(job, worker.stop)) {
        const std::vector<FileLock> locks = lock_step(job, worker.stop);
        // Whoever had them may have made the entries.
        const Unfit unfit = scrutinize(job, worker.stop);
        announce(job, unfit);
        if (!unfit.empty()) fetch_and_publish(job, unfit, worker);
    }
    report(job, Stage::done);
}

}  // namespace cudaenv::install
