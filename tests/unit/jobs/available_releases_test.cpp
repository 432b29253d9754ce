// SPDX-License-Identifier: Apache-2.0
// What could be installed, and what is to be said of each release.
#include "session_fixture.hpp"
#include "support/fake_catalog.hpp"
#include "unit/store/store_fixture.hpp"

#include <cudaenv/jobs/available_releases.hpp>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using cudaenv::test::FakeCatalog;
using testing::ElementsAre;
using testing::IsEmpty;

/// One line of a catalogue's index.
std::string row(const std::string& version,
                const std::string& more = {},
                const std::string& provides = "toolkit") {
    return fmt::format(
        "  - {{version: \"{}\", {}sources: {{wheels: {{provides: {}, platforms: "
        "[linux-x86_64]}}}}}}\n",
        version,
        more,
        provides);
}
constexpr const char* kPrerelease = "prerelease: true, ";
constexpr const char* kYanked = "yanked: true, ";

std::vector<std::string> texts_of(const std::vector<AvailableRelease>& releases) {
    std::vector<std::string> texts;
    texts.reserve(releases.size());
    for (const AvailableRelease& each : releases) texts.push_back(each.version.text());
    return texts;
}

/// The tables are the frozen catalogue's.
class FindAvailable : public testing::Test, protected test::SessionFixture {
 protected:
    /// Of CUDA there are these alone.
    void offer(const std::vector<std::string>& rows) {
        const auto copy = directory / "catalog";
        std::filesystem::copy(
            CUDAENV_FROZEN_CATALOG, copy, std::filesystem::copy_options::recursive);
        write("catalog/index/cuda.yaml",
              fmt::format("schema: 1\nrevision: 1\nproduct: cuda\nreleases:\n{}",
                          fmt::join(rows, "")));
        environment.set(variables::kCatalog, copy.string());
    }
    [[nodiscard]] AvailableReleases find(const std::string& spec) const {
        Session session(surroundings());
        return std::get<AvailableReleases>(find_available(parse_spec(spec), session));
    }
    [[nodiscard]] std::vector<std::string> listed(const std::string& spec) const {
        return texts_of(find(spec).releases);
    }
    [[nodiscard]] std::vector<std::string> unsourced(const std::string& spec) const {
        std::vector<std::string> texts;
        for (const Version& version : find(spec).unsourced) texts.push_back(version.text());
        return texts;
    }
    /// On all that are listed, for a machine.
    std::vector<Remark> remarks(const std::string& driver, const std::string& gpus) {
        environment.set(variables::kDriver, driver);
        environment.set(variables::kGpu, gpus);
        std::vector<Remark> remarks;
        for (const AvailableRelease& each : find("latest").releases) remarks.push_back(each.remark);
        return remarks;
    }
};

TEST_F(FindAvailable, ListsThoseThatASourceHasAsAToolkitNewestFirst) {
    offer({row("12.4.0"), row("12.4.1"), row("12.5.0", "", "runtime"), row("13.0.0")});
    EXPECT_THAT(listed("latest"), ElementsAre("13.0.0", "12.4.1", "12.4.0"));
    EXPECT_THAT(listed("12"), ElementsAre("12.4.1", "12.4.0"));
}

TEST_F(FindAvailable, ListsAPrereleaseWhereTheReleaseWouldBe) {
    offer({row("13.4.0rc1", kPrerelease)});
    for (const char* const spec :
         {"latest", "13", "13.4", "13.4.0", "13.4.0rc1", "==13.4.0rc1", ">=13,<14"})
        EXPECT_THAT(listed(spec), ElementsAre("13.4.0rc1")) << spec;
    for (const char* const spec : {"12", "13.4.0rc2", ">=13,<13.4", ">=13,<12"})
        EXPECT_THAT(listed(spec), IsEmpty()) << spec;
}

TEST_F(FindAvailable, CountsAsInstalledWhatNoTrustedLockBrought) {
    const auto is_installed = [this] { return find("12.4.1").releases.front().installed; };
    EXPECT_FALSE(is_installed());
    store::test::add_environment(layout.root, "lab", "12.4.1");
    store::Record record;
    record.name = "lab";
    record.toolkit = parse_version("12.4.1");
    record.source = SourceName::redist;
    store::test::add_record(layout, record);
    EXPECT_TRUE(is_installed());

    store::Activation trusted;
    trusted.toolkit = "12.4.1";
    trusted.project = "/somewhere";
    replace_file(layout.environment("lab") / ".cudaenv/activation",
                 store::render_activation(trusted));
    EXPECT_FALSE(is_installed());
}

TEST_F(FindAvailable, CallsOnlyWhatIsTakenUnaskedTheNewestNative) {
    offer({row("12.3.2"),
           row("12.4.0"),
           row("12.4.1", kYanked),
           row("12.9.1"),
           row("13.4.0", kPrerelease),
           row("13.5.0")});
    EXPECT_THAT(remarks("550.54.15", "8.6"),
                ElementsAre(Remark::unknown_driver,
                            Remark::prerelease,
                            Remark::needs_driver,
                            Remark::withdrawn,
                            Remark::newest_native,
                            Remark::none));
    EXPECT_THAT(remarks("none", "none"),
                ElementsAre(Remark::none,
                            Remark::prerelease,
                            Remark::needs_driver,
                            Remark::withdrawn,
                            Remark::needs_driver,
                            Remark::needs_driver));
}

TEST_F(FindAvailable, NamesTheGpuThatIsInTheWay) {
    offer({row("11.4.4"), row("12.9.1"), row("13.0.2")});
    EXPECT_THAT(remarks("580.95.05", "7.0"),
                ElementsAre(Remark::gpu_dropped, Remark::newest_native, Remark::none));
    EXPECT_THAT(remarks("580.95.05", "9.0"),
                ElementsAre(Remark::newest_native, Remark::none, Remark::only_ptx));
    EXPECT_THAT(remarks("580.95.05", "7.0,9.0"),
                ElementsAre(Remark::not_every_gpu, Remark::newest_native, Remark::only_ptx));
}

TEST_F(FindAvailable, CountsWhatOnlyTheDriverTableKnows) {
    offer({row("13.0.0", "", "runtime"), row("13.0.2")});
    EXPECT_THAT(unsourced("13.0"), ElementsAre("13.0.0", "13.0.1", "13.0.3"));
    EXPECT_THAT(unsourced("8.0"), ElementsAre("8.0.44", "8.0.61"));
    EXPECT_THAT(unsourced("13.4"), ElementsAre("13.4.1", "13.4.2", "13.4.3"));
}

TEST_F(FindAvailable, OrdersSourcesAsConfiguredAndOthersLast) {
    write("config/config.yaml", "sources: [debian, redist]\n");
    const AvailableReleases available = find("12.4.1");
    ASSERT_THAT(texts_of(available.releases), ElementsAre("12.4.1"));
    EXPECT_THAT(available.releases.front().sources,
                ElementsAre(SourceName::debian, SourceName::redist));
    EXPECT_THAT(available.unsourced, IsEmpty());
    EXPECT_FALSE(available.driver);
    write("config/config.yaml", "sources: [redist]\n");
    EXPECT_THAT(find("12.4.1").releases.front().sources,
                ElementsAre(SourceName::redist, SourceName::debian));
}

TEST_F(FindAvailable, RefusesASpecThatNamesNoRelease) {
    Session session(surroundings());
    const auto found = find_available(parse_spec("system"), session);
    const auto* refusal = std::get_if<resolve::Refusal>(&found);
    ASSERT_NE(refusal, nullptr);
    EXPECT_TRUE(std::holds_alternative<resolve::NamesNoRelease>(*refusal));
}

TEST(KnowsRelease, OfSourcesAndOfTheDriverTable) {
    FakeCatalog catalog;
    catalog.releases[Product::cuda].emplace_back();
    catalog.releases[Product::cuda].back().version = parse_version("12.4.1");
    catalog.driver_table.rows.emplace_back();
    catalog.driver_table.rows.back().toolkit = parse_version("8.0.44");
    EXPECT_TRUE(knows_release(parse_spec("12"), catalog));
    EXPECT_TRUE(knows_release(parse_spec("8"), catalog));
    EXPECT_FALSE(knows_release(parse_spec("12.5"), catalog));
}

}  // namespace
}  // namespace cudaenv::jobs
