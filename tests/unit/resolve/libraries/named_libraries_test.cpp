// SPDX-License-Identifier: Apache-2.0
// Libraries that a request names.
#include "unit/resolve/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace cudaenv::resolve::test {
namespace {

using ::testing::ElementsAre;

catalog::Summary release(Product product,
                         const std::string& version,
                         const std::vector<std::string>& variants) {
    catalog::Summary summary;
    summary.product = product;
    summary.version = parse_version(version);
    summary.offers = {
        {SourceName::redist, catalog::Provides::library, {Platform::linux_x86_64}, variants}};
    return summary;
}

catalog::LibraryRow row(Product library, const std::string& versions, const std::string& toolkits) {
    catalog::LibraryRow made;
    made.library = library;
    made.versions = parse_spec(versions);
    if (!toolkits.empty()) made.toolkits = parse_spec(toolkits);
    made.sources = {"redist"};
    return made;
}

class NamedLibraries : public ::testing::Test {
 protected:
    void SetUp() override {
        auto& table = world_.catalog.library_table;
        table.citations = {{"redist", "NVIDIA's redistributables"}};
        table.rows = {row(Product::cutensor, ">=2.3", ""),
                      row(Product::cutensor, ">=1.3,<2.3", ">=10,<13"),
                      row(Product::nccl, ">=2.27", ">=12,<14"),
                      row(Product::nccl, ">=2.16,<2.27", ">=11,<13")};
        world_.catalog.releases[Product::nccl] = {
            release(Product::nccl, "2.21.5", {}),
            release(Product::nccl, "2.26.2", {}),
            release(Product::nccl, "2.32.3", {"cuda12", "cuda13"})};
        world_.catalog.releases[Product::cutensor] = {
            release(Product::cutensor, "1.7.0.1", {}),
            release(Product::cutensor, "2.8.1.0", {"cuda12", "cuda13"})};
    }
    static Request request(const std::string& cuda, Product library, const std::string& spec) {
        auto made = request_for(cuda);
        made.cudnn = parse_spec("none");
        made.libraries = {{library, parse_spec(spec)}};
        return made;
    }
    /// "2.32.3 cuda12 redist".
    std::string chosen(const Request& request) {
        const auto resolution =
            resolution_of(request, machine_with("615.71.09", {"8.6"}), world_.catalog);
        if (resolution.libraries.empty()) return {};
        const auto& library = resolution.libraries.front();
        return library.version.text() + " " + library.variant + " " +
               std::string(source_text(library.source));
    }
    MissingLibrary missing(const Request& request, const machine::Machine& machine) {
        return std::get<MissingLibrary>(refusal_of(request, machine, world_.catalog));
    }
    World world_;
};

TEST_F(NamedLibraries, AreTheNewestThatAreBuiltForTheToolkit) {
    EXPECT_EQ(chosen(request("12.4", Product::nccl, "latest")), "2.32.3 cuda12 redist");
    EXPECT_EQ(chosen(request("13", Product::nccl, "latest")), "2.32.3 cuda13 redist");
    EXPECT_EQ(chosen(request("11.8", Product::nccl, "latest")), "2.26.2  redist");
    EXPECT_EQ(chosen(request("11.8", Product::cutensor, "latest")), "1.7.0.1  redist");
}

TEST_F(NamedLibraries, AreWhatTheRequestNames) {
    EXPECT_EQ(chosen(request("12.4", Product::nccl, "2.21")), "2.21.5  redist");
    EXPECT_EQ(chosen(request("12.4", Product::nccl, "<2.30")), "2.26.2  redist");
    EXPECT_EQ(chosen(request("12.4", Product::nccl, "none")), "");
}

TEST_F(NamedLibraries, SayWhyTheyWereChosenAndWhereTheNumbersComeFrom) {
    const auto resolution = resolution_of(
        request("11.8", Product::nccl, "latest"), machine_with("none"), world_.catalog);
    const auto& reason = resolution.libraries.at(0).reason;
    EXPECT_EQ(reason.wish.named->kind(), Spec::Kind::latest);
    EXPECT_EQ(reason.toolkit_major, 11U);
    EXPECT_FALSE(reason.better);
    EXPECT_FALSE(reason.driver_floor);
    EXPECT_THAT(resolution.citations, ::testing::Contains("NVIDIA's redistributables"));
}

TEST_F(NamedLibraries, ThatAreNotBuiltForTheToolkitAreNamedWithTheNearest) {
    const auto absent = missing(request("13", Product::nccl, "2.21"), machine_with("none"));
    EXPECT_EQ(absent.product, Product::nccl);
    EXPECT_EQ(absent.wish.named->text(), "2.21");
    EXPECT_EQ(absent.toolkit.text(), "13.5.0");
    EXPECT_EQ(absent.newest,
              (ObstructedLibrary{parse_version("2.21.5"), NotBuiltFor{parse_version("13.5.0")}}));
    EXPECT_THAT(absent.nearest, ElementsAre(parse_version("2.32.3")));
    EXPECT_THAT(
        missing(request("12.4", Product::nccl, "1"), machine_with("none")).nearest,
        ElementsAre(parse_version("2.32.3"), parse_version("2.26.2"), parse_version("2.21.5")));
}

TEST_F(NamedLibraries, ThatNoReachableSourceHasAreAnError) {
    auto asked = request("12.4", Product::nccl, "latest");
    asked.reachable = {SourceName::debian};
    const auto newest = parse_version("2.32.3");
    EXPECT_EQ(missing(asked, machine_with("none")).newest,
              (ObstructedLibrary{newest, NotReachable{{SourceName::redist}}}));
    asked.sources = {SourceName::debian};
    EXPECT_EQ(missing(asked, machine_with("none")).newest,
              (ObstructedLibrary{newest, InNoSource{}}));
}

TEST_F(NamedLibraries, HaveFloorsForDriverAndGpu) {
    world_.catalog.library_table.rows.front().min_cc = parse_version("9.0");
    world_.catalog.library_table.rows.at(2).min_driver = parse_version("580");
    EXPECT_EQ(
        missing(request("12.4", Product::cutensor, "2"), machine_with("615.71.09", {"8.6"})).newest,
        (ObstructedLibrary{parse_version("2.8.1.0"), LacksGpuCode{parse_version("8.6")}}));
    EXPECT_EQ(missing(request("12.4", Product::nccl, "2.32"), machine_with("550.54.15")).newest,
              (ObstructedLibrary{parse_version("2.32.3"), NeedsDriver{parse_version("580")}}));
}

TEST_F(NamedLibraries, ThatTheCatalogueHasNotAreUnknownWhateverElseIsAsked) {
    auto asked = request("system", Product::nvshmem, "latest");
    asked.libraries.emplace(Product::nvtiff, parse_spec("none"));
    const auto unknown =
        std::get<UnknownLibrary>(refusal_of(asked, machine_with("none"), world_.catalog));
    EXPECT_EQ(unknown.product, Product::nvshmem);
    EXPECT_THAT(unknown.known, ElementsAre(Product::cutensor, Product::nccl));
    asked.libraries.erase(Product::nvshmem);
    EXPECT_FALSE(find_unknown_library(asked, world_.catalog));
}

}  // namespace
}  // namespace cudaenv::resolve::test
