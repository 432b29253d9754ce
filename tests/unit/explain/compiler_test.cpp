// SPDX-License-Identifier: Apache-2.0
// Why host compilers are chosen or refused, in words.
#include <cudaenv/explain/compiler.hpp>
#include <cudaenv/explain/note.hpp>
#include <cudaenv/explain/refusal.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::explain {
namespace {

using resolve::ChosenCompiler;
using resolve::GccFault;
using resolve::GccMisfit;
using resolve::GccRange;

const GccMisfit kTooNew{GccFault::too_new, parse_version("11.2.2"), 10};

/// In the place of a gcc 12.2 that is too new for nvcc 11.2.
ChosenCompiler compiler(CompilerOrigin origin, CompilerKind kind, const char* version) {
    ChosenCompiler chosen;
    chosen.origin = origin;
    chosen.kind = kind;
    chosen.version = parse_version(version);
    chosen.reason.accepted = {parse_version("11.2.2"), 5, 10};
    chosen.reason.instead = resolve::UnfitGcc{parse_version("12.2.0"), kTooNew};
    return chosen;
}

TEST(CompilerReason, IsWhatNvccAccepts) {
    auto chosen = compiler(CompilerOrigin::system, CompilerKind::gcc, "10.2.1");
    chosen.reason.instead.reset();
    EXPECT_EQ(reason_words(chosen), "nvcc 11.2 accepts gcc up to 10");
    chosen.reason.accepted = GccRange{parse_version("10.2.89")};
    EXPECT_EQ(reason_words(chosen), "nvcc 10.2 states no limit for gcc");
}

TEST(CompilerReason, IsWhatIsInTheWayOfPlainGcc) {
    EXPECT_EQ(
        reason_words(compiler(CompilerOrigin::system, CompilerKind::gcc, "10.2.1")),
        "gcc 12.2 on this machine is too new for nvcc 11.2 (accepts up to 10): gcc 10.2.1 is used");
    EXPECT_EQ(reason_words(compiler(CompilerOrigin::store, CompilerKind::gcc, "10.2.1")),
              "gcc 12.2 on this machine is too new for nvcc 11.2 (accepts up to 10): a GCC that "
              "fits comes along");
    EXPECT_EQ(reason_words(compiler(CompilerOrigin::system, CompilerKind::clang, "14.0.6")),
              "gcc 12.2 on this machine is too new for nvcc 11.2 (accepts up to 10): clang 14.0.6 "
              "is used");
}

TEST(PlainGcc, IsAbsentOrOldOrHasNoPlainName) {
    EXPECT_EQ(obstacle_words(resolve::NoGcc{}), "this machine has no gcc");
    EXPECT_EQ(obstacle_words(resolve::NoPlainGxx{}), "this machine has no plain g++");
    EXPECT_EQ(misfit_words({GccFault::too_old, parse_version("12.4.1"), 6}),
              "is too old for nvcc 12.4 (accepts from 6)");
    EXPECT_EQ(misfit_words({GccFault::broken, parse_version("11.5.2"), 0, "functional"}),
              "does not work with nvcc 11.5 (its <functional> does not compile)");
}

TEST(CompilerNotes, TellWhatIsMissing) {
    EXPECT_EQ(words(resolve::NoCompilerFits{resolve::UnfitGcc{parse_version("12.2.0"), kTooNew},
                                            {parse_version("11.2.2"), 5, 10}}),
              "gcc 12.2 on this machine is too new for nvcc 11.2 (accepts up to 10): nvcc will "
              "compile nothing until a compiler that fits is named with -ccbin (nvcc 11.2 accepts "
              "gcc up to 10)");
    EXPECT_EQ(words(resolve::NoBinutils{}),
              "gcc needs an assembler and a linker from this machine: install binutils");
    EXPECT_EQ(words(resolve::NoLibcHeaders{}),
              "gcc needs the headers of libc from this machine: install libc6-dev (glibc-devel)");
}

TEST(NamedCompiler, ThatCannotBeHadIsAnErrorWithTheWayOut) {
    struct Row {
        resolve::Refusal refusal;
        ErrorKind kind;
        const char* message;
    };
    const Row rows[] = {
        {resolve::GccNotAccepted{12, kTooNew},
         ErrorKind::refused,
         "gcc 12 is too new for nvcc 11.2 (accepts up to 10)"},
        {resolve::GccNeedsGlibc{13, parse_version("2.38"), parse_version("2.36")},
         ErrorKind::refused,
         "gcc 13 needs glibc 2.38 to run; this machine has glibc 2.36"},
        {resolve::GccNeedsGlibc{13, std::nullopt, std::nullopt},
         ErrorKind::refused,
         "gcc 13 needs glibc 2 to run; this machine has no glibc"},
        {resolve::UnknownGcc{8},
         ErrorKind::not_found,
         "gcc 8 is neither installed nor in the catalogue"},
        {resolve::GccNotReachable{11},
         ErrorKind::not_found,
         "no source that can be reached has gcc 11"},
    };
    for (const Row& row : rows) {
        const auto refused = error(row.refusal);
        EXPECT_EQ(refused.kind(), row.kind) << row.message;
        EXPECT_EQ(refused.message(), row.message);
        EXPECT_EQ(refused.hint(), "--host-compiler auto") << row.message;
    }
}

}  // namespace
}  // namespace cudaenv::explain
