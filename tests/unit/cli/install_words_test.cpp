// SPDX-License-Identifier: Apache-2.0
// What `cudaenv install` says about sources and compilers.
#include "cli/install_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::cli {
namespace {

using catalog::Provides;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

catalog::Summary toolkit(const char* version, const std::vector<std::string>& sources) {
    catalog::Summary summary;
    summary.product = "cuda";
    summary.version = parse_version(version);
    for (const std::string& source : sources)
        summary.offers.push_back({source, Provides::toolkit, {Platform::linux_x86_64}, {}});
    return summary;
}

class SourceWords : public ::testing::Test {
 protected:
    SourceWords() {
        view_.toolkits = {toolkit("12.4.1", {"debian", "redist"}), toolkit("13.0.2", {"wheels"})};
        request_.sources = {"redist", "debian", "wheels"};
        resolution_.toolkit = parse_version("12.4.1");
        resolution_.source = "debian";
    }
    [[nodiscard]] std::vector<std::string> warnings(const Reasons& reasons) const {
        return passed_over_warnings(resolution_, request_, reasons, view_, Platform::linux_x86_64);
    }
    resolve::CatalogView view_;
    resolve::Request request_;
    resolve::Resolution resolution_;
};

TEST_F(SourceWords, APreferredSourceThatDoesNotAnswerIsNamedOnce) {
    EXPECT_THAT(warnings({{"redist", "no such host"}}),
                ElementsAre("source redist passed over: no such host"));
}

TEST_F(SourceWords, ASourceBehindTheChosenOneIsNobodysConcern) {
    EXPECT_THAT(warnings({{"wheels", "no such host"}}), IsEmpty());
}

TEST_F(SourceWords, ASourceWithoutTheReleaseIsNobodysConcern) {
    resolution_.toolkit = parse_version("13.0.2");
    resolution_.source = "wheels";
    EXPECT_THAT(warnings({{"redist", "no such host"}}), IsEmpty());
}

TEST_F(SourceWords, UnreachableNamesTheSourceThatHasItAndTheNewestThatCanBeHad) {
    resolution_.source.clear();
    resolution_.nearest_available = parse_version("11.2.2");
    const Error error = unreachable_error(
        resolution_, request_, {{"debian", "connection refused"}}, view_, Platform::linux_x86_64);
    EXPECT_EQ(error.kind(), ErrorKind::network);
    EXPECT_THAT(error.details(), ElementsAre("source debian has it, but: connection refused"));
    EXPECT_THAT(error.hint(), HasSubstr("cudaenv install 11.2.2"));
}

TEST_F(SourceWords, AReleaseThatNoSourceHasIsNotFoundRatherThanUnreachable) {
    resolution_.toolkit = parse_version("11.3.1");
    resolution_.source.clear();
    const Error error = unreachable_error(
        resolution_, request_, {{"redist", "no such host"}}, view_, Platform::linux_x86_64);
    EXPECT_EQ(error.kind(), ErrorKind::not_found);
    EXPECT_THAT(error.message(), HasSubstr("11.3.1"));
    EXPECT_THAT(error.details(), IsEmpty());
}

catalog::Summary compiler(const char* version, const char* glibc) {
    catalog::Summary summary;
    summary.product = "gcc";
    summary.version = parse_version(version);
    summary.min_glibc = parse_version(glibc);
    return summary;
}

TEST(RequireCompiler, FindsByMajor) {
    const std::vector<catalog::Summary> known{compiler("10.2.1", "2.14"),
                                              compiler("13.3.0", "2.38")};
    EXPECT_EQ(require_compiler(known, 10, {}).version.text(), "10.2.1");
}

TEST(RequireCompiler, NamesTheKnownOnesForAnUnknown) {
    try {
        require_compiler({compiler("10.2.1", "2.14")}, 7, {});
        FAIL() << "gcc-7 was found";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::not_found);
        EXPECT_THAT(error.hint(), HasSubstr("gcc-10"));
    }
}

TEST(RequireCompiler, RefusesOneThatThisLibcCannotRun) {
    machine::Machine machine;
    machine.glibc = parse_version("2.36");
    try {
        require_compiler({compiler("13.3.0", "2.38")}, 13, machine);
        FAIL() << "gcc-13 was accepted on glibc 2.36";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::refused);
        EXPECT_THAT(error.message(), HasSubstr("2.38"));
    }
}

}  // namespace
}  // namespace cudaenv::cli
