// SPDX-License-Identifier: Apache-2.0
// What a session reads, when, and how often.
#include "session_fixture.hpp"
#include "support/expect_error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using cudaenv::test::expect_error;
using testing::Contains;
using testing::IsEmpty;

class SessionReads : public testing::Test, protected test::SessionFixture {
 protected:
    [[nodiscard]] static MachineWish with_gpu(const std::string& gpu) {
        MachineWish wish;
        wish.given.gpu = gpu;
        wish.given.gpu_where = "--gpu";
        return wish;
    }
};

TEST_F(SessionReads, NothingThatIsNotAskedFor) {
    write("config/config.yaml", "nonsense: [");
    environment.set(variables::kCatalog, (directory / "none").string());
    Session session(surroundings());
    EXPECT_FALSE(session.machine().driver);
    EXPECT_THROW(session.config(), Error);
}

TEST_F(SessionReads, TheConfigurationOnce) {
    write("config/config.yaml", "jobs: 3\n");
    Session session(surroundings());
    EXPECT_EQ(session.config().jobs, 3U);
    write("config/config.yaml", "jobs: 4\n");
    EXPECT_EQ(session.config().jobs, 3U);
}

TEST_F(SessionReads, TheCatalogueThatTheEnvironmentNames) {
    Session session(surroundings());
    EXPECT_THAT(session.catalog().products(), Contains(Product::cuda));
    EXPECT_EQ(&session.catalog(), &session.catalog());
    const Version release = parse_version("12.4.1");
    EXPECT_EQ(session.find_release()(Product::cuda, release).version, release);
    expect_error(ErrorKind::not_found, "the catalogue has no CUDA 1.0", [&] {
        session.find_release()(Product::cuda, parse_version("1.0"));
    });
}

TEST_F(SessionReads, TheMachineOnceAndAsTheWishSays) {
    MachineWish wish;
    wish.given.driver = "460.80";
    Session session(surroundings(), wish);
    ASSERT_TRUE(session.machine().driver);
    EXPECT_EQ(session.machine().driver->version.text(), "460.80");
    EXPECT_EQ(&session.machine(), &session.machine());
}

TEST_F(SessionReads, TheCapabilityOfAGpuThatIsNamed) {
    Session session(surroundings(), with_gpu("RTX 4090"));
    ASSERT_EQ(session.machine().gpus.size(), 1U);
    EXPECT_EQ(session.machine().gpus[0].capability, parse_version("8.9"));
    Session unknown(surroundings(), with_gpu("Voodoo 2"));
    expect_error(ErrorKind::usage, "--gpu: no GPU that CUDA knows", [&] { unknown.machine(); });
}

TEST_F(SessionReads, EverySourceOnceWhenItIsNamed) {
    Session session(surroundings());
    EXPECT_THAT(session.sources({}), IsEmpty());
    const source::Source* redist =
        session.sources({SourceName::redist}).at(SourceName::redist).get();
    EXPECT_EQ(session.sources({}).size(), 1U);
    const auto& both = session.sources({SourceName::debian, SourceName::redist});
    EXPECT_EQ(both.size(), 2U);
    EXPECT_EQ(both.at(SourceName::redist).get(), redist);
}

}  // namespace
}  // namespace cudaenv::jobs
