// SPDX-License-Identifier: Apache-2.0
// Asks every source in a thread of its own.
#include <cudaenv/base/error.hpp>
#include <cudaenv/jobs/reachability.hpp>
#include <cudaenv/source/connection.hpp>

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

namespace cudaenv::jobs {

namespace {

constexpr std::chrono::seconds kProbeTimeout{4};

/// Why nothing can be had from `source` now; nullopt when it answers. Whatever is wrong with one
/// source, others may answer.
std::optional<source::Obstacle> find_obstacle(const source::Source& source,
                                              const Session& session) {
    try {
        if (auto obstacle = source.find_obstacle()) return obstacle;
        auto reason = source.connect(session.environment(), session.clock())
                          ->unreachable_reason(kProbeTimeout, session.cancel());
        if (!reason) return std::nullopt;
        return source::Obstacle{*std::move(reason)};
    } catch (const Interrupted&) {
        throw;
    } catch (const Error& error) {
        return source::Obstacle{error.message(), error.cure()};
    } catch (const std::exception& error) {
        return source::Obstacle{error.what()};
    }
}

/// What the threads find.
class Answers {
 public:
    void add(SourceName name, const source::Source& source, const Session& session) {
        try {
            const std::optional<source::Obstacle> obstacle = find_obstacle(source, session);
            const std::lock_guard lock(mutex_);
            if (obstacle) {
                found_.obstacles.emplace(name, *obstacle);
            } else {
                found_.reachable.insert(name);
            }
        } catch (const Interrupted&) {
            const std::lock_guard lock(mutex_);
            is_interrupted_ = true;
        }
    }
    /// After the last thread has ended.
    Reachability take() {
        if (is_interrupted_) throw Interrupted();
        return std::move(found_);
    }

 private:
    std::mutex mutex_;
    Reachability found_;
    bool is_interrupted_ = false;
};

/// Runs `task` in a thread of its own or, where no more may be started (a process limit of a
/// cluster), in this one.
void run_beside(std::vector<std::jthread>& threads, const std::function<void()>& task) {
    try {
        threads.emplace_back(task);
        return;
    } catch (const std::system_error&) {
        // As below.
    }
    task();
}

}  // namespace

Reachability probe(const std::vector<SourceName>& names, Session& session) {
    const install::Sources& sources = session.sources(names);
    Answers answers;
    std::vector<std::jthread> threads;
    threads.reserve(names.size());
    for (const SourceName name : names) {
        run_beside(threads, [&answers, &session, name, &source = *sources.at(name)] {
            answers.add(name, source, session);
        });
    }
    threads.clear();
    session.cancel().check();
    return answers.take();
}

}  // namespace cudaenv::jobs
