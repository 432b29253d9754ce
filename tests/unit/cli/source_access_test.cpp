// SPDX-License-Identifier: Apache-2.0
// Which sources answer.
#include "cli/source_access.hpp"

#include <cudaenv/source/sources.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pthread.h>

#include <system_error>
#include <thread>

namespace cudaenv::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

/// Meanwhile no thread can be started: no address space holds its stack.
class NoMoreThreads {
 public:
    NoMoreThreads() {
        pthread_getattr_default_np(&before_);
        pthread_attr_t huge{};
        pthread_getattr_default_np(&huge);
        pthread_attr_setstacksize(&huge, std::size_t{1} << 47U);
        pthread_setattr_default_np(&huge);
        pthread_attr_destroy(&huge);
    }
    ~NoMoreThreads() {
        pthread_setattr_default_np(&before_);
        pthread_attr_destroy(&before_);
    }
    NoMoreThreads(const NoMoreThreads&) = delete;
    NoMoreThreads& operator=(const NoMoreThreads&) = delete;

 private:
    pthread_attr_t before_{};
};

TEST(Probe, AsksEverySourceEvenWhereNoThreadCanBeStarted) {
    const Environment environment;
    const store::Layout layout{"/r", "/c", "/e"};
    Output output(environment);
    const CancelFlag cancel;
    const Services services{
        environment, layout, "/", "/p", "/s", "1", output, system_clock(), cancel};
    install::Sources sources;
    for (const char* name : {"debian", "redist", "wheels"})
        sources.emplace(name, source::make_source(name, {}));
    const NoMoreThreads limit;
    ASSERT_THROW(std::thread([] {}).join(), std::system_error);
    const Reachability answers = probe(sources, services);
    EXPECT_THAT(answers.reachable, IsEmpty());
    for (const auto& [name, source] : sources)
        EXPECT_THAT(answers.reasons.at(name), HasSubstr("is configured")) << name;
}

}  // namespace
}  // namespace cudaenv::cli
