// SPDX-License-Identifier: Apache-2.0
// What counts as the same thing, only newer.
#include <cudaenv/jobs/upgrade_job.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

store::Record installed() {
    store::Record record;
    record.name = "12.4.0-cudnn9.1.0";
    record.toolkit = "12.4.0";
    record.libraries = {{"cudnn", "9.1.0.70"}, {"nccl", "2.21.5"}};
    record.profile = "minimal";
    return record;
}

TEST(UpgradeRequest, KeepsMinorVersionMajorsOfLibrariesAndProfile) {
    const resolve::Request request = upgrade_request({}, installed());
    EXPECT_EQ(request.cuda.text(), "12.4");
    EXPECT_EQ(request.cudnn->text(), "9");
    EXPECT_EQ(request.libraries.at("nccl").text(), "2");
    EXPECT_EQ(request.profile, Profile::minimal);
    EXPECT_TRUE(request.host_compiler.is_automatic());
}

TEST(UpgradeRequest, KeepsAnEnvironmentWithoutCudnnWithoutIt) {
    store::Record record = installed();
    record.libraries.clear();
    EXPECT_EQ(upgrade_request({}, record).cudnn->kind(), Spec::Kind::none);
}

TEST(UpgradeRequest, KeepsTheMajorOfACompilerThatCameAlong) {
    store::Record record = installed();
    record.host_compiler = store::RecordedCompiler{
        CompilerKind::gcc, *find_version("10.2.1"), CompilerOrigin::store, "gcc-10-10.2.1-x"};
    EXPECT_EQ(upgrade_request({}, record).host_compiler, CompilerWish::gcc(10));
}

TEST(NewerParts, AreOnlyThoseThatGetNewer) {
    resolve::Resolution resolution;
    resolution.toolkit = parse_version("12.4.1");
    resolution.libraries = {{"cudnn", parse_version("9.1.0.70"), "cuda12", "redist"},
                            {"nccl", parse_version("2.20.0"), "", "redist"}};
    const auto changes = newer_parts(installed(), resolution);
    ASSERT_THAT(changes, SizeIs(1));
    EXPECT_EQ(changes[0].product, "cuda");
    EXPECT_EQ(changes[0].from.text(), "12.4.0");
    EXPECT_EQ(changes[0].to.text(), "12.4.1");
    resolution.toolkit = parse_version("12.4.0");
    EXPECT_THAT(newer_parts(installed(), resolution), IsEmpty());
}

TEST(OwnName, IsOneThatDoesNotBeginWithTheRelease) {
    store::Record record = installed();
    EXPECT_FALSE(has_own_name(record));
    record.name = "lab";
    EXPECT_TRUE(has_own_name(record));
}

}  // namespace
}  // namespace cudaenv::jobs
