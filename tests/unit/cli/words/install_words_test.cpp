// SPDX-License-Identifier: Apache-2.0
// What `cudaenv install` says about sources and compilers.
#include "cli/words/install_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class SourceWords : public ::testing::Test {
 protected:
    const std::vector<SourceName> offering_{SourceName::redist, SourceName::debian};
};

TEST_F(SourceWords, APreferredSourceThatDoesNotAnswerIsNamed) {
    EXPECT_EQ(passed_over_words({SourceName::redist, {"no such host"}}),
              "source redist passed over: no such host");
    EXPECT_EQ(passed_over_words({SourceName::debian, {"no mirror", Advice::set_debian_mirror}}),
              "source debian passed over: no mirror: set CUDAENV_DEBIAN_URL or debian_url in "
              "config.yaml");
}

TEST_F(SourceWords, UnreachableNamesTheSourceThatHasItAndTheNewestThatCanBeHad) {
    const Error error = unreachable_error(
        "CUDA 12.4.1",
        offering_,
        {{SourceName::debian, {"connection refused"}}, {SourceName::wheels, {"silence"}}},
        parse_version("11.2.2"));
    EXPECT_EQ(error.kind(), ErrorKind::network);
    EXPECT_THAT(error.details(), ElementsAre("source debian has it, but: connection refused"));
    EXPECT_THAT(error.hint(), HasSubstr("cudaenv install 11.2.2"));
}

TEST_F(SourceWords, AReleaseThatNoSourceHasIsNotFoundRatherThanUnreachable) {
    const Error error = unreachable_error(
        "CUDA 11.3.1", {}, {{SourceName::redist, {"no such host"}}}, std::nullopt);
    EXPECT_EQ(error.kind(), ErrorKind::not_found);
    EXPECT_THAT(error.message(), HasSubstr("11.3.1"));
    EXPECT_THAT(error.details(), IsEmpty());
}

TEST_F(SourceWords, AReleaseThatOnlyOtherSourcesHaveIsNotFoundAndTheyAreNamed) {
    const Error error = not_offered_error(
        "GCC 10.2.1", {SourceName::redist, SourceName::wheels}, {SourceName::debian});
    EXPECT_EQ(error.kind(), ErrorKind::not_found);
    EXPECT_EQ(error.message(), "GCC 10.2.1 is not offered by redist or wheels");
    EXPECT_THAT(error.hint(), HasSubstr("debian"));
}

TEST(CompilerWords, NameTheKnownOnesForAnUnknown) {
    const Error error = unknown_compiler_error({7, {10, 13}});
    EXPECT_EQ(error.kind(), ErrorKind::not_found);
    EXPECT_EQ(error.message(), "gcc-7 is not in the catalogue");
    EXPECT_EQ(error.hint(), "known: gcc-10 gcc-13");
}

TEST(CompilerWords, NameBothLibcs) {
    const Error error = compiler_glibc_error(
        {parse_version("13.3.0"), parse_version("2.38"), parse_version("2.36")});
    EXPECT_EQ(error.kind(), ErrorKind::refused);
    EXPECT_EQ(error.message(), "GCC 13.3.0 needs glibc 2.38, this machine has 2.36");
}

TEST(ChangeWords, NameTheProductAndBothReleases) {
    EXPECT_EQ(
        change_words({{Product::cuda, parse_version("12.4.0"), parse_version("12.4.1")},
                      {Product::cudnn, parse_version("9.1.0.70"), parse_version("9.1.1.17")}}),
        "CUDA 12.4.0 -> 12.4.1, cuDNN 9.1.0.70 -> 9.1.1.17");
}

}  // namespace
}  // namespace cudaenv::cli
