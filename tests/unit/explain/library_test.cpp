// SPDX-License-Identifier: Apache-2.0
// Why libraries are chosen or cannot be had, in words.
#include <cudaenv/explain/library.hpp>
#include <cudaenv/explain/note.hpp>
#include <cudaenv/explain/refusal.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::explain {
namespace {

using resolve::BuiltWith;
using resolve::ChosenLibrary;
using resolve::LibraryObstacle;
using resolve::MissingLibrary;
using resolve::ObstructedLibrary;
using testing::ElementsAre;
using testing::HasSubstr;

/// The newest cuDNN 8 for CUDA 11, by rule.
ChosenLibrary cudnn() {
    ChosenLibrary library{Product::cudnn, parse_version("8.9.7.29"), "cuda11", SourceName::redist};
    library.reason.wish.major = 8;
    library.reason.toolkit_major = 11;
    library.reason.driver_floor = parse_version("450.80.02");
    return library;
}

MissingLibrary missing(Product library, const std::string& spec, const std::string& toolkit) {
    MissingLibrary made{library, {}, parse_version(toolkit), {}, {}};
    if (!spec.empty()) made.wish.named = parse_spec(spec);
    return made;
}

TEST(LibraryObstacle, IsNamedWithItsNumber) {
    const auto version = parse_version("12.4.1");
    EXPECT_EQ(obstacle_words(resolve::NotBuiltFor{version}), "is not built for CUDA 12.4");
    EXPECT_EQ(obstacle_words(resolve::LacksGpuCode{parse_version("12.0")}),
              "has no code for compute capability 12.0");
    EXPECT_EQ(obstacle_words(resolve::NeedsDriver{parse_version("525.60.13")}),
              "needs driver 525.60.13");
    EXPECT_EQ(obstacle_words(resolve::InNoSource{}), "is in none of the sources in use");
    EXPECT_EQ(obstacle_words(resolve::NotReachable{{SourceName::debian, SourceName::wheels}}),
              "could not be reached (debian, wheels)");
}

TEST(LibraryReason, SaysWhatWasLookedFor) {
    auto library = cudnn();
    EXPECT_EQ(reason_words(library), "newest of cuDNN 8 for CUDA 11.x; driver floor 450.80.02");
    library.reason.wish.named = parse_spec("8.7.0");
    EXPECT_EQ(reason_words(library), "named exactly; driver floor 450.80.02");
    library.reason.wish.named = parse_spec("8.7");
    library.reason.driver_floor.reset();
    EXPECT_EQ(reason_words(library), "newest of cuDNN 8.7 for CUDA 11.x");
    library.reason.wish.named = parse_spec("latest");
    EXPECT_EQ(reason_words(library), "newest cuDNN for CUDA 11.x");
    library.product = Product::nccl;
    EXPECT_EQ(reason_words(library), "newest NCCL for CUDA 11.x");
}

TEST(LibraryReason, SaysWhyANewerOneIsNotTaken) {
    auto library = cudnn();
    library.reason.better =
        ObstructedLibrary{parse_version("8.9.7.29"), resolve::NotReachable{{SourceName::debian}}};
    EXPECT_EQ(reason_words(library),
              "newest of cuDNN 8 for CUDA 11.x that can be had here (8.9.7.29 could not be reached "
              "(debian)); driver floor 450.80.02");
}

TEST(LibraryReason, NamesTheFrameworkThatItIsFor) {
    auto library = cudnn();
    library.reason.built_with = BuiltWith{"torch", "2.6.0", parse_version("9.1.0.70"), false};
    EXPECT_EQ(reason_words(library),
              "newest of cuDNN 8 for CUDA 11.x; driver floor 450.80.02; torch 2.6.0 was built with "
              "9.1.0.70");
    library.reason.built_with->is_taken = true;
    EXPECT_EQ(reason_words(library), "what torch 2.6.0 was built with");
}

TEST(MissingLibrary, IsAnErrorWithTheNearestAndTheWayOut) {
    auto nccl = missing(Product::nccl, "2.21", "13.5.0");
    nccl.newest =
        ObstructedLibrary{parse_version("2.21.5"), resolve::NotBuiltFor{parse_version("13.5.0")}};
    nccl.nearest = {parse_version("2.32.3"), parse_version("2.26.2")};
    const auto absent = error(nccl);
    EXPECT_EQ(absent.kind(), ErrorKind::not_found);
    EXPECT_EQ(absent.message(), "no NCCL 2.21 for CUDA 13.5.0 can be had here");
    EXPECT_THAT(absent.details(),
                ElementsAre("2.21.5 is not built for CUDA 13.5",
                            "newest built for this toolkit: 2.32.3, 2.26.2"));
    EXPECT_THAT(absent.hint(), HasSubstr("--with nccl=VERSION"));
}

TEST(MissingLibrary, OfCudnnNamesItsOwnOption) {
    auto wanted = missing(Product::cudnn, "8.9", "13.4.3");
    wanted.newest =
        ObstructedLibrary{parse_version("8.9.7.29"), resolve::NotBuiltFor{parse_version("13.4.3")}};
    const auto absent = error(wanted);
    EXPECT_EQ(absent.kind(), ErrorKind::not_found);
    EXPECT_EQ(absent.message(), "no cuDNN 8.9 for CUDA 13.4.3 can be had here");
    EXPECT_THAT(absent.details(), ElementsAre("8.9.7.29 is not built for CUDA 13.4"));
    EXPECT_THAT(absent.hint(), HasSubstr("--cudnn none"));
}

TEST(MissingLibrary, ThatNobodyKnowsIsSaidToBeUnknown) {
    EXPECT_THAT(error(missing(Product::cudnn, "7", "12.4.1")).details(),
                ElementsAre("no such release is known"));
}

TEST(CudnnNotes, TellWhatTheEnvironmentLacksOrRisks) {
    auto left_out = missing(Product::cudnn, "", "12.3.2");
    left_out.wish.major = 8;
    left_out.newest =
        ObstructedLibrary{parse_version("8.9.7.29"), resolve::LacksGpuCode{parse_version("12.0")}};
    EXPECT_EQ(words(resolve::CudnnLeftOut{left_out}),
              "no cuDNN 8 for CUDA 12.3.2 can be had here: 8.9.7.29 has no code for compute "
              "capability 12.0; the environment comes without cuDNN");
    EXPECT_EQ(
        words(resolve::DocumentedDriver{
            parse_version("9.27.0.42"), parse_version("615.71.09"), parse_version("580.159.04")}),
        "cuDNN 9.27.0.42 documents driver 615.71.09 or newer; it is known to run on older "
        "ones such as 580.159.04");
}

}  // namespace
}  // namespace cudaenv::explain
