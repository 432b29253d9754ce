// SPDX-License-Identifier: Apache-2.0
// Several tasks at once, bounded.
#include "install/workers.hpp"

#include <cudaenv/base/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>

namespace cudaenv::install {

namespace {

constexpr std::chrono::milliseconds kPollInterval{20};

struct Shared {
    const std::vector<Task>& tasks;
    const RunContext& context;
    CancelFlag stop{};
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> running{0};
    std::mutex mutex{};
    std::exception_ptr failure{};  // guarded by mutex
};

void work(Shared& shared) noexcept {
    Worker worker{shared.stop, Connections(shared.context)};
    for (;;) {
        const std::size_t index = shared.next.fetch_add(1);
        if (index >= shared.tasks.size() || shared.stop.is_set()) break;
        try {
            shared.tasks[index](worker);
        } catch (...) {
            const std::lock_guard lock(shared.mutex);
            // Whoever is stopped by another's failure throws Interrupted later: the first one is
            // the cause.
            if (!shared.failure) shared.failure = std::current_exception();
            shared.stop.set();
        }
    }
    shared.running.fetch_sub(1);
}

/// Where no more threads may be started (a process limit of a cluster), those that run do all the
/// work.
void start_threads(std::vector<std::jthread>& pool, std::size_t count, Shared& shared) {
    pool.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        shared.running.fetch_add(1);
        try {
            pool.emplace_back(work, std::ref(shared));
        } catch (const std::system_error& error) {
            shared.running.fetch_sub(1);
            if (pool.empty()) {
                throw Error(ErrorKind::io,
                            fmt::format("cannot start a thread: {}", error.what()),
                            "ulimit -u shows the limit");
            }
            return;
        }
    }
}

}  // namespace

void run_tasks(const std::vector<Task>& tasks,
               unsigned threads,
               const RunContext& context,
               const CancelFlag& cancel) {
    Shared shared{tasks, context};
    const std::size_t count = std::min<std::size_t>(std::max(threads, 1U), tasks.size());
    std::vector<std::jthread> pool;
    start_threads(pool, count, shared);
    while (shared.running.load() > 0) {
        if (cancel.is_set()) shared.stop.set();
        context.clock.sleep(kPollInterval);
    }
    pool.clear();
    cancel.check();
    if (shared.failure) std::rethrow_exception(shared.failure);
}

}  // namespace cudaenv::install
