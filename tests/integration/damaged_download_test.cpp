// SPDX-License-Identifier: Apache-2.0
// Downloads that break, stop, lie or come late.
#include "integration/trees.hpp"
#include "integration/world.hpp"

#include <cudaenv/digest/hash.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

/// One archive of the 12.4.1 that is installed misbehaves.
class DamagedDownload : public testing::Test {
 protected:
    static constexpr const char* kArchive = "libcublas-";

    [[nodiscard]] ProcessResult install() const { return world.run({"install", "12.4"}); }
    void behave(Behaviour behaviour) {
        upstream.server().behave(upstream.address(kArchive), std::move(behaviour));
    }
    [[nodiscard]] std::string digest() const {
        return digest::hash_bytes(upstream.bytes(kArchive)).hex();
    }
    [[nodiscard]] fs::path partial() const {
        return world.layout().downloads() / (digest() + ".partial");
    }
    [[nodiscard]] std::vector<RecordedRequest> requests() {
        return upstream.server().requests(upstream.address(kArchive));
    }
    [[nodiscard]] std::uintmax_t partial_size() const {
        std::error_code absent;
        const std::uintmax_t size = fs::file_size(partial(), absent);
        return absent ? 0 : size;
    }
    void expect_nothing_visible() const {
        EXPECT_THAT(names_in(world.layout().environments()), IsEmpty());
        EXPECT_THAT(names_in(world.layout().shims()), IsEmpty());
    }
    void expect_installed() {
        EXPECT_EQ(install().status, 0);
        EXPECT_THAT(find_faults(world.prefix("12.4.1-cudnn9.1.1")), IsEmpty());
        EXPECT_THAT(names_in(world.layout().staging()), IsEmpty());
    }

    Upstream upstream;
    World world{upstream};
};

TEST_F(DamagedDownload, OfAnotherFileIsThrownAwayAndTheInstallationStops) {
    const std::string wanted = digest();
    const std::string other = noise(upstream.bytes(kArchive).size(), 99);
    const std::string got = digest::hash_bytes(other).hex();
    upstream.tamper(kArchive, other);
    const ProcessResult result = install();
    EXPECT_EQ(result.status, 5);
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("libcublas 12.4.5.8"),
                      HasSubstr(wanted),
                      HasSubstr(got),
                      HasSubstr("127.0.0.1"),
                      HasSubstr("next: ")));
    EXPECT_THAT(names_in(world.layout().downloads()), Not(Contains(StartsWith(wanted))));
    EXPECT_THAT(names_in(world.layout().downloads()), Not(Contains(StartsWith(got))));
    EXPECT_THAT(names_in(world.layout().store()), Not(Contains(StartsWith("libcublas"))));
    expect_nothing_visible();
}

TEST_F(DamagedDownload, ThatAlwaysBreaksOffIsANetworkErrorAndKeepsWhatCame) {
    behave({.cut_times = Behaviour::kAlways, .cut_after = 10'000});
    const ProcessResult result = install();
    EXPECT_EQ(result.status, 4);
    EXPECT_THAT(result.errors, AllOf(HasSubstr("libcublas"), HasSubstr("next: ")));
    EXPECT_GE(partial_size(), 10'000U);
    expect_nothing_visible();
    behave({});
    expect_installed();
}

TEST_F(DamagedDownload, ThatBreaksOffOnceGoesOnWhereItStopped) {
    behave({.cut_times = 1, .cut_after = 10'000});
    expect_installed();
    ASSERT_THAT(requests(), SizeIs(2));
    EXPECT_EQ(requests()[1].range, "bytes=10000-");
}

TEST_F(DamagedDownload, OfAKilledRunIsContinuedByTheNext) {
    behave({.pause = std::chrono::milliseconds(200), .piece_bytes = 20'000});
    Background running = world.start({"install", "12.4"});
    ASSERT_TRUE(eventually([this] { return partial_size() > 0; }));
    running.signal(SIGKILL);
    EXPECT_EQ(running.wait().status, 128 + SIGKILL);
    expect_nothing_visible();
    const std::uintmax_t kept = partial_size();
    behave({});
    expect_installed();
    EXPECT_EQ(requests().back().range, "bytes=" + std::to_string(kept) + "-");
}

TEST_F(DamagedDownload, ThatIsInterruptedEndsPromptlyAndIsKept) {
    behave({.pause = std::chrono::milliseconds(300), .piece_bytes = 10'000});
    Background running = world.start({"install", "12.4"});
    ASSERT_TRUE(eventually([this] { return partial_size() > 0; }));
    const auto begin = std::chrono::steady_clock::now();
    running.signal(SIGINT);
    const ProcessResult result = running.wait();
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
    EXPECT_EQ(result.status, 130);
    EXPECT_THAT(result.errors, HasSubstr("interrupted"));
    EXPECT_GT(partial_size(), 0U);
    expect_nothing_visible();
}

TEST_F(DamagedDownload, ThatIsNotThereIsANetworkErrorThatNamesTheAddress) {
    behave({.fail_times = Behaviour::kAlways, .fail_status = 404});
    const ProcessResult result = install();
    EXPECT_EQ(result.status, 4);
    const std::string file = fs::path(upstream.address(kArchive)).filename().string();
    EXPECT_THAT(
        result.errors,
        AllOf(HasSubstr("404"), HasSubstr("address: " + upstream.server().url() + "/…/" + file)));
    expect_nothing_visible();
}

TEST_F(DamagedDownload, OfABusyServerWaitsAsLongAsTheServerAsks) {
    behave({.fail_times = 1, .fail_status = 503, .retry_after = "1"});
    const auto begin = std::chrono::steady_clock::now();
    expect_installed();
    EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::seconds(1));
    EXPECT_THAT(requests(), SizeIs(2));
}

TEST_F(DamagedDownload, ThatIsLongerThanPromisedIsCutOff) {
    upstream.tamper(kArchive, upstream.bytes(kArchive) + std::string(500'000, 'x'));
    const ProcessResult result = install();
    EXPECT_EQ(result.status, 5);
    expect_nothing_visible();
}

TEST_F(DamagedDownload, ThatWasKeptLongerThanTheArchiveIsBegunAnew) {
    write_bytes(partial(), upstream.bytes(kArchive) + "more");
    expect_installed();
}

TEST_F(DamagedDownload, ThatWasKeptSpoiledIsBegunAnew) {
    write_bytes(partial(), noise(10'000, 7));
    expect_installed();
}

TEST_F(DamagedDownload, DoesNotCostTheArchivesThatCameWhole) {
    behave({.fail_times = Behaviour::kAlways, .fail_status = 404});
    ASSERT_EQ(install().status, 4);
    const std::size_t before = upstream.server().requests(upstream.address("cuda_nvcc-")).size();
    behave({});
    expect_installed();
    EXPECT_LE(upstream.server().requests(upstream.address("cuda_nvcc-")).size(), before + 1);
}

}  // namespace
}  // namespace cudaenv::test
