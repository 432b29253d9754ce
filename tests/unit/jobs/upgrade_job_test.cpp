// SPDX-License-Identifier: Apache-2.0
// What counts as the same thing, only newer.
#include "root_fixture.hpp"

#include <cudaenv/jobs/upgrade_job.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

store::Record installed() {
    store::Record record;
    record.name = "12.4.0-cudnn9.1.0";
    record.toolkit = parse_version("12.4.0");
    record.libraries = {{Product::cudnn, parse_version("9.1.0.70")},
                        {Product::nccl, parse_version("2.21.5")}};
    record.profile = Profile::minimal;
    return record;
}

TEST(UpgradeRequest, KeepsMinorVersionMajorsOfLibrariesAndProfile) {
    const resolve::Request request = upgrade_request({}, installed());
    EXPECT_EQ(request.cuda.text(), "12.4");
    EXPECT_EQ(request.cudnn->text(), "9");
    EXPECT_EQ(request.libraries.at(Product::nccl).text(), "2");
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
    resolution.libraries = {
        {Product::cudnn, parse_version("9.1.0.70"), "cuda12", SourceName::redist},
        {Product::nccl, parse_version("2.20.0"), "", SourceName::redist}};
    const auto changes = newer_parts(installed(), resolution);
    ASSERT_THAT(changes, SizeIs(1));
    EXPECT_EQ(changes[0].product, Product::cuda);
    EXPECT_EQ(changes[0].from.text(), "12.4.0");
    EXPECT_EQ(changes[0].to.text(), "12.4.1");
    resolution.toolkit = parse_version("12.4.0");
    EXPECT_THAT(newer_parts(installed(), resolution), IsEmpty());
}

TEST(UpgradeWish, KeepsWhatIsInstalledNow) {
    store::Record record = installed();
    record.components = {"cuda_gdb"};
    const Upgrade upgrade{record, upgrade_request({}, record), {}, {}};
    const InstallWish wish = upgrade_wish(upgrade);
    EXPECT_EQ(wish.spec, "12.4");
    EXPECT_EQ(wish.request.cudnn->text(), "9");
    EXPECT_THAT(wish.components, ElementsAre("cuda_gdb"));
    EXPECT_FALSE(wish.with_statics);
}

TEST(UpgradeWish, KeepsANameUnlessItIsAfterTheRelease) {
    store::Record record = installed();
    EXPECT_EQ(upgrade_wish({record, {}, {}, {}}).name, "");
    EXPECT_FALSE(upgrade_wish({record, {}, {}, {}}).reinstall);
    record.name = "lab";
    EXPECT_EQ(upgrade_wish({record, {}, {}, {}}).name, "lab");
    EXPECT_TRUE(upgrade_wish({record, {}, {}, {}}).reinstall);
}

TEST(UpgradeWish, TakesStaticLibrariesWhereThereAreSome) {
    store::Record record = installed();
    record.archives.resize(1);
    record.archives.front().entries = {"core"};
    EXPECT_FALSE(upgrade_wish({record, {}, {}, {}}).with_statics);
    record.archives.front().entries = {"core", "static"};
    EXPECT_TRUE(upgrade_wish({record, {}, {}, {}}).with_statics);
}

class NamedEnvironment : public testing::Test, protected test::RootFixture {
 protected:
    [[nodiscard]] NamedEnvironments named(const std::string& spec) const {
        return find_named(parse_spec(spec), upgradable_environments(layout));
    }
};

TEST_F(NamedEnvironment, IsCalledSoOrHasTheVersion) {
    add("12.4.1", "12.4.1");
    add("lab", "12.4.0");
    add("11.8.0", "11.8.0");
    EXPECT_THAT(named("12.4").healthy, SizeIs(2));
    ASSERT_THAT(named("lab").healthy, SizeIs(1));
    EXPECT_EQ(named("lab").healthy.front().toolkit.text(), "12.4.0");
}

TEST_F(NamedEnvironment, IsADamagedOneOnlyWhereNoneIsWhole) {
    add("12.4.1", "12.4.1");
    add_damaged("12.4.0", "12.4.0");
    EXPECT_FALSE(named("12.4").damaged);
    ASSERT_TRUE(named("12.4.0").damaged);
    EXPECT_EQ(named("12.4.0").damaged->name, "12.4.0");
    EXPECT_FALSE(named("11").damaged);
}

TEST_F(NamedEnvironment, IsNoneThatWasOnlyLinked) {
    store::Activation activation;
    activation.toolkit = "12.4.1";
    activation.prefix = (directory / "cuda").string();
    replace_file(layout.environment("12.4.1") / ".cudaenv/activation",
                 store::render_activation(activation));
    ASSERT_THAT(store::list_environments(layout, {}).healthy, SizeIs(1));
    EXPECT_THAT(upgradable_environments(layout).healthy, IsEmpty());
}

}  // namespace
}  // namespace cudaenv::jobs
