// SPDX-License-Identifier: Apache-2.0
// Which cuDNN goes with a toolkit.
#include "unit/resolve/world.hpp"

#include <cudaenv/resolve/resolve.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace cudaenv::resolve::test {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class Cudnn : public ::testing::Test {
 protected:
    static Request request(const std::string& cuda, const std::string& cudnn = {}) {
        auto made = request_for(cuda);
        if (!cudnn.empty()) made.cudnn = parse_spec(cudnn);
        return made;
    }
    /// "8.9.7.29 cuda11 redist", or empty.
    std::string chosen(const Request& request, const machine::Machine& machine) {
        const auto resolution = resolution_of(request, machine, world_.catalog);
        if (resolution.libraries.empty()) return {};
        const auto& library = resolution.libraries.front();
        EXPECT_EQ(library.product, Product::cudnn);
        return library.version.text() + " " + library.variant + " " +
               std::string(source_text(library.source));
    }
    MissingLibrary missing(const Request& request, const machine::Machine& machine) {
        return std::get<MissingLibrary>(refusal_of(request, machine, world_.catalog));
    }
    World world_;
};

TEST_F(Cudnn, IsOfTheMajorThatWasCurrentWithTheToolkit) {
    const auto machine = machine_with("615.71.09");
    EXPECT_EQ(chosen(request("11.2.2"), machine), "8.9.7.29 cuda11 redist");
    EXPECT_EQ(chosen(request("12.3"), machine), "8.9.7.29 cuda12 redist");
    EXPECT_EQ(chosen(request("12.4"), machine), "9.27.0.42 cuda12 redist");
    EXPECT_EQ(chosen(request("13"), machine), "9.27.0.42 cuda13 redist");
}

TEST_F(Cudnn, OfAToolkitWithoutADefaultMajorIsTheNewestBuiltForIt) {
    EXPECT_EQ(chosen(request("10.2"), machine_with("615.71.09")), "8.7.0.84 cuda10.2 redist");
    EXPECT_EQ(chosen(request("10.1"), machine_with("615.71.09")), "");
}

TEST_F(Cudnn, SaysWhyItWasChosen) {
    auto resolution = resolution_of(request("11"), machine_with("460.80"), world_.catalog);
    const auto by_rule = resolution.libraries.at(0).reason;
    EXPECT_FALSE(by_rule.wish.named);
    EXPECT_EQ(by_rule.wish.major, 8U);
    EXPECT_EQ(by_rule.toolkit_major, 11U);
    EXPECT_EQ(by_rule.driver_floor, parse_version("450.80.02"));
    EXPECT_FALSE(by_rule.better);
    EXPECT_FALSE(by_rule.built_with);
    resolution = resolution_of(request("11", "8.7.0"), machine_with("460.80"), world_.catalog);
    const auto by_name = resolution.libraries.at(0).reason;
    EXPECT_EQ(by_name.wish.named->text(), "8.7.0");
    EXPECT_EQ(by_name.driver_floor, parse_version("450.80.02"));
}

TEST_F(Cudnn, IsWhatTheRequestNames) {
    const auto machine = machine_with("615.71.09");
    EXPECT_EQ(chosen(request("11.2.2", "9"), machine), "9.10.2.21 cuda11 redist");
    EXPECT_EQ(chosen(request("12.4", "8"), machine), "8.9.7.29 cuda12 redist");
    EXPECT_EQ(chosen(request("12.4", "9.10.2.21"), machine), "9.10.2.21 cuda12 redist");
    EXPECT_EQ(chosen(request("12.4", "9.10.2"), machine), "9.10.2.21 cuda12 redist");
    EXPECT_EQ(chosen(request("12.4", "latest"), machine), "9.27.0.42 cuda12 redist");
    EXPECT_EQ(chosen(request("12.4", "none"), machine), "");
}

TEST_F(Cudnn, ComesWithTheMinimalProfileOnlyWhenNamed) {
    auto minimal = request("12.4");
    minimal.profile = Profile::minimal;
    EXPECT_EQ(chosen(minimal, machine_with("none")), "");
    minimal.cudnn = parse_spec("9");
    EXPECT_EQ(chosen(minimal, machine_with("none")), "9.27.0.42 cuda12 redist");
}

TEST_F(Cudnn, HasCodeForTheGpus) {
    EXPECT_EQ(chosen(request("12.4"), machine_with("550.144.03", {"7.0"})),
              "9.10.2.21 cuda12 redist");
    EXPECT_EQ(chosen(request("12.4"), machine_with("550.144.03", {"8.6", "7.0"})),
              "9.10.2.21 cuda12 redist");
    EXPECT_EQ(chosen(request("11.2"), machine_with("460.80", {"3.7"})), "8.7.0.84 cuda11 redist");
    EXPECT_EQ(chosen(request("13", "9.25"), machine_with("615.71.09", {"12.1"})),
              "9.25.1.1 cuda13 redist");
}

TEST_F(Cudnn, IsLeftOutWithANoteWhenNobodyNamedOne) {
    const auto resolution =
        resolution_of(request("12.3"), machine_with("615.71.09", {"12.0"}), world_.catalog);
    EXPECT_THAT(resolution.libraries, IsEmpty());
    const auto notes = notes_of<CudnnLeftOut>(resolution.notes);
    ASSERT_THAT(notes, SizeIs(1));
    EXPECT_EQ(notes[0].missing.product, Product::cudnn);
    EXPECT_EQ(notes[0].missing.wish.major, 8U);
    EXPECT_EQ(notes[0].missing.toolkit.text(), "12.3.2");
    EXPECT_EQ(notes[0].missing.newest,
              (ObstructedLibrary{parse_version("8.9.7.29"), LacksGpuCode{parse_version("12.0")}}));
}

TEST_F(Cudnn, IsAnErrorWhenNamedAndNotToBeHad) {
    const auto wrong_toolkit = missing(request("13", "8.9"), machine_with("615.71.09"));
    EXPECT_EQ(wrong_toolkit.product, Product::cudnn);
    EXPECT_EQ(wrong_toolkit.wish.named->text(), "8.9");
    EXPECT_EQ(wrong_toolkit.toolkit.text(), "13.4.3");
    EXPECT_EQ(wrong_toolkit.newest,
              (ObstructedLibrary{parse_version("8.9.7.29"), NotBuiltFor{parse_version("13.4.3")}}));
    EXPECT_FALSE(missing(request("12.4", "7"), machine_with("none")).newest);
}

TEST_F(Cudnn, IsChosenAmongWhatReachableSourcesHave) {
    world_.cudnn("8.9.7.29").offers.front().source = SourceName::debian;
    auto asked = request("11.8.0");
    asked.reachable = {SourceName::redist};
    EXPECT_EQ(chosen(asked, machine_with("none")), "8.7.0.84 cuda11 redist");
    const auto newest = parse_version("8.9.7.29");
    const ObstructedLibrary unreachable{newest, NotReachable{{SourceName::debian}}};
    const auto resolution = resolution_of(asked, machine_with("none"), world_.catalog);
    EXPECT_EQ(resolution.libraries.at(0).reason.better, unreachable);
    asked.cudnn = parse_spec("8.9");
    EXPECT_EQ(missing(asked, machine_with("none")).newest, unreachable);
    asked.sources = {SourceName::redist};
    EXPECT_EQ(missing(asked, machine_with("none")).newest,
              (ObstructedLibrary{newest, InNoSource{}}));
}

TEST_F(Cudnn, HasTheVariantFromTheSourceItComesFrom) {
    world_.cudnn("9.27.0.42").offers.front().variants = {"cuda13"};
    EXPECT_EQ(chosen(request("12.4"), machine_with("none")), "9.25.1.1 cuda12 redist");
}

TEST_F(Cudnn, ForTheToolkitsThatTheTableListsCoversThem) {
    auto& row = world_.catalog.cudnn_table.rows.front();
    ASSERT_EQ(row.version.text(), "8.7.0");
    row.variants.push_back({"cuda11.5", {parse_version("11.4"), parse_version("11.5")}, {}});
    world_.cudnn("8.7.0.84").offers.front().variants = {"cuda11.5"};
    EXPECT_EQ(chosen(request("11.4", "8.7"), machine_with("none")), "8.7.0.84 cuda11.5 redist");
    EXPECT_EQ(chosen(request("11.5", "8.7"), machine_with("none")), "8.7.0.84 cuda11.5 redist");
    EXPECT_EQ(missing(request("11.6", "8.7"), machine_with("none")).newest,
              (ObstructedLibrary{parse_version("8.7.0.84"), NotBuiltFor{parse_version("11.6.2")}}));
}

TEST_F(Cudnn, WithdrawnOrUnfinishedIsTakenOnlyWhenNamedExactly) {
    world_.cudnn("9.27.0.42").yanked = true;
    world_.cudnn("9.25.1.1").prerelease = true;
    const auto machine = machine_with("none");
    EXPECT_EQ(chosen(request("12.4"), machine), "9.10.2.21 cuda12 redist");
    EXPECT_EQ(chosen(request("12.4", "9"), machine), "9.10.2.21 cuda12 redist");
    EXPECT_EQ(chosen(request("12.4", "9.27.0.42"), machine), "9.27.0.42 cuda12 redist");
    EXPECT_EQ(chosen(request("12.4", "9.25.1"), machine), "9.25.1.1 cuda12 redist");
}

TEST_F(Cudnn, NeedsTheDriverOfItsMajor) {
    EXPECT_EQ(chosen(request("11.0.3"), machine_with("450.51.06")), "");
}

TEST_F(Cudnn, WhoseDocumentedDriverIsNewerIsTakenWithANote) {
    const auto older = resolution_of(request("13.0"), machine_with("580.159.04"), world_.catalog);
    EXPECT_EQ(older.libraries.at(0).version.text(), "9.27.0.42");
    const auto notes = notes_of<DocumentedDriver>(older.notes);
    ASSERT_THAT(notes, SizeIs(1));
    EXPECT_EQ(notes[0].cudnn.text(), "9.27.0.42");
    EXPECT_EQ(notes[0].documented.text(), "615.71.09");
    EXPECT_EQ(notes[0].here.text(), "580.159.04");
    const auto newer = resolution_of(request("13.0"), machine_with("615.71.09"), world_.catalog);
    EXPECT_THAT(notes_of<DocumentedDriver>(newer.notes), IsEmpty());
}

TEST_F(Cudnn, OfAReleaseWithoutARowIsUnrestricted) {
    world_.catalog.cudnn_table.rows.pop_back();
    EXPECT_EQ(chosen(request("12.4"), machine_with("550.144.03", {"7.0"})),
              "9.27.0.42 cuda12 redist");
}

}  // namespace
}  // namespace cudaenv::resolve::test
