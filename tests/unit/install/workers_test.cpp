// SPDX-License-Identifier: Apache-2.0
// Jobs in parallel: bounds, failure, cancellation.
#include "install/workers.hpp"

#include "support/loopback_server.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/source/sources.hpp>

#include <gtest/gtest.h>

#include <atomic>

namespace cudaenv::install {
namespace {

class RunTasks : public testing::Test {
 protected:
    /// The texts of `names`, each fetched by a task of its own.
    std::vector<std::string> fetch(const std::vector<std::string>& names, unsigned threads) {
        std::vector<std::string> texts(names.size());
        std::vector<Task> tasks;
        for (std::size_t i = 0; i < names.size(); ++i) {
            tasks.emplace_back([&, i](Worker& worker) {
                catalog::Archive archive;
                archive.path = names[i];
                source::Connection& connection = worker.connections.to(SourceName::redist);
                const auto found = connection.locate(archive, {}, worker.stop).front();
                texts[i] = connection.fetch_text({found.url}, 100, worker.stop).text;
            });
        }
        run_tasks(tasks, threads, surroundings_, CancelFlag());
        return texts;
    }

    Sources sources_;
    store::Layout layout_;
    Environment environment_;
    RunContext surroundings_{sources_, layout_, environment_, system_clock()};
};

TEST_F(RunTasks, LetsAWorkerReuseItsConnection) {
    test::LoopbackServer server;
    source::Settings settings;
    settings.redist_url = {parse_url(server.url(), "a test"), "a test"};
    sources_.emplace(SourceName::redist, source::make_source(SourceName::redist, settings));
    const std::vector<std::string> names{"a", "b", "c", "d", "e", "f"};
    for (const std::string& name : names) server.serve("/cuda/redist/" + name, name);
    EXPECT_EQ(fetch(names, 1), names);
    EXPECT_EQ(server.connection_count(), 1U);
    EXPECT_EQ(fetch(names, 3), names);
    EXPECT_LE(server.connection_count(), 4U) << "one for each worker";
}

TEST_F(RunTasks, RunsEveryJobOnNoMoreThreadsThanAsked) {
    std::atomic<int> done{0};
    std::atomic<int> running{0};
    std::atomic<int> most{0};
    const std::vector<Task> tasks(20, [&](Worker&) {
        const int now = ++running;
        for (int seen = most.load(); seen < now && !most.compare_exchange_weak(seen, now);) {
        }
        system_clock().sleep(std::chrono::milliseconds{1});
        --running;
        ++done;
    });
    const CancelFlag cancel;
    run_tasks(tasks, 3, surroundings_, cancel);
    EXPECT_EQ(done, 20);
    EXPECT_LE(most, 3);
}

TEST_F(RunTasks, TheFirstFailureStopsTheOthersAndComesOut) {
    std::atomic<bool> started{false};
    std::atomic<bool> stopped{false};
    const std::vector<Task> tasks{
        [&started](Worker&) {
            while (!started) system_clock().sleep(std::chrono::milliseconds{1});
            throw Error(ErrorKind::integrity, "damaged");
        },
        [&started, &stopped](Worker& worker) {
            started = true;
            while (!worker.stop.is_set()) system_clock().sleep(std::chrono::milliseconds{1});
            stopped = true;
            worker.stop.check();
        },
    };
    const CancelFlag cancel;
    try {
        run_tasks(tasks, 2, surroundings_, cancel);
        FAIL() << "no failure came out";
    } catch (const Error& error) {
        EXPECT_EQ(error.message(), "damaged");
    }
    EXPECT_TRUE(stopped);
}

TEST_F(RunTasks, CancellingInterruptsWhatRuns) {
    CancelFlag cancel;
    const std::vector<Task> tasks{[&cancel](Worker& worker) {
        cancel.set();
        while (!worker.stop.is_set()) system_clock().sleep(std::chrono::milliseconds{1});
        worker.stop.check();
    }};
    EXPECT_THROW(run_tasks(tasks, 1, surroundings_, cancel), Interrupted);
}

TEST_F(RunTasks, NothingToDoIsDone) {
    const CancelFlag cancel;
    EXPECT_NO_THROW(run_tasks({}, 4, surroundings_, cancel));
}

}  // namespace
}  // namespace cudaenv::install
