// SPDX-License-Identifier: Apache-2.0
// All that a plan wants in the store: looked at once, then one task for each step.
#include "install/fill_store.hpp"

#include "install/preflight.hpp"
#include "install/store_task.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/store/entries.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <thread>
#include <utility>
#include <vector>

namespace cudaenv::install {

namespace {

/// nvcc splits NVCC_PREPEND_FLAGS at blanks and knows no quoting there
/// (measured: 11.2, 12.4, 13.5).
void check_root(const Plan& plan, const store::Layout& layout) {
    const bool has_compiler = std::any_of(
        plan.steps.begin(), plan.steps.end(), [](const auto& step) { return step.is_compiler(); });
    if (!has_compiler || layout.root.string().find_first_of(" \t") == std::string::npos) return;
    throw Error(
        ErrorKind::refused,
        fmt::format("{} has a blank in its path: nvcc could not be pointed at a compiler there",
                    layout.root.string()),
        Advice::root_without_blanks_or_system_compiler);
}

/// What is in the store and visibly does not do will be fetched, too.
Plan plan_for_the_store(const Run& run) {
    std::vector<std::string> entries;
    for (const StoreStep& step : run.plan.steps)
        entries.insert(entries.end(), step.entries.begin(), step.entries.end());
    const Unfit unfit = find_unfit(run.layout(), entries, quick_scrutiny(run.options), run.cancel);
    return as_the_store_is(run.plan, unfit, run.layout());
}

std::vector<StoreTask> list_tasks(const Run& run, const Plan& plan, Tally& tally) {
    std::vector<StoreTask> tasks;
    std::size_t first = 0;
    for (const StoreStep& step : plan.steps) {
        tasks.push_back({run, step, first, tally});
        first += step.archives.size();
    }
    return tasks;
}

/// Longest first, so that no long task starts when all others are done. Several archives one after
/// the other take longer than their size tells.
std::pair<bool, ByteCount> length_of(const StoreStep& step) {
    ByteCount size;
    for (const PlannedArchive& planned : step.archives)
        size += planned.archive.size.value_or(ByteCount{});
    return {step.archives.size() > 1, size};
}

std::vector<Task> work_order(const std::vector<StoreTask>& all) {
    std::vector<const StoreTask*> order;
    order.reserve(all.size());
    for (const StoreTask& task : all) order.push_back(&task);
    std::stable_sort(order.begin(), order.end(), [](const StoreTask* left, const StoreTask* right) {
        return length_of(left->step) > length_of(right->step);
    });
    std::vector<Task> tasks;
    tasks.reserve(order.size());
    for (const StoreTask* task : order)
        tasks.emplace_back([task](Worker& worker) { make_entries(*task, worker); });
    return tasks;
}

unsigned thread_count(const RunOptions& options) {
    if (options.jobs > 0) return options.jobs;
    return std::clamp(std::max(1U, std::thread::hardware_concurrency()) * 2, 2U, 8U);
}

}  // namespace

Filled fill_store(const Run& run) {
    check_root(run.plan, run.layout());
    check_moves(run.layout(), free_space);
    const Plan plan = plan_for_the_store(run);
    check_space(space_needs(plan, run.layout()), free_space);
    store::ensure_cache(run.layout());
    Tally tally;
    const std::vector<StoreTask> tasks = list_tasks(run, plan, tally);
    run_tasks(work_order(tasks), thread_count(run.options), run.context, run.cancel);
    return {tally.downloaded, std::move(tally.mended)};
}

}  // namespace cudaenv::install
