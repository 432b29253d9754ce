// SPDX-License-Identifier: Apache-2.0
// Which host compiler nvcc gets.
#include "unit/resolve/world.hpp"

#include <cudaenv/resolve/resolve.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace cudaenv::resolve::test {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

const GccMisfit kTooNewForEleven{GccFault::too_new, parse_version("11.2.2"), 10};

class HostCompilerChoice : public ::testing::Test {
 protected:
    HostCompilerChoice() { machine_.compilers.clear(); }

    void install(CompilerKind kind,
                 const std::string& version,
                 const std::string& path,
                 bool is_default = false) {
        machine_.compilers.push_back({kind, parse_version(version), path, is_default});
    }
    Request request(const std::string& toolkit, const std::string& host_compiler) {
        auto made = request_for(toolkit);
        made.host_compiler = parse_compiler_wish(host_compiler);
        made.reachable = reachable_;
        return made;
    }
    Resolution answer(const std::string& toolkit, const std::string& host_compiler = "auto") {
        return resolution_of(request(toolkit, host_compiler), machine_, world_.catalog);
    }
    /// "system gcc 12.2.0 /usr/bin/g++ default", "store gcc 10.2.1 debian", "none".
    std::string chosen(const std::string& toolkit, const std::string& host_compiler = "auto") {
        const auto compiler = answer(toolkit, host_compiler).host_compiler;
        if (compiler.origin == CompilerOrigin::none) return "none";
        const std::string source(compiler.source ? source_text(*compiler.source) : "");
        return std::string(compiler_origin_text(compiler.origin)) + " " +
               std::string(compiler_kind_text(compiler.kind)) + " " + compiler.version.text() +
               " " + compiler.path + source + (compiler.is_default ? " default" : "");
    }
    CompilerReason reason(const std::string& toolkit) {
        return answer(toolkit).host_compiler.reason;
    }
    template <typename OfferWish>
    OfferWish refused(const std::string& toolkit, const std::string& host_compiler) {
        return std::get<OfferWish>(
            refusal_of(request(toolkit, host_compiler), machine_, world_.catalog));
    }

    World world_;
    machine::Machine machine_ = machine_with("none");
    std::set<SourceName> reachable_{SourceName::redist, SourceName::debian};
};

TEST_F(HostCompilerChoice, IsTheDefaultWhenNvccAcceptsIt) {
    install(CompilerKind::gcc, "12.2.0", "/usr/bin/g++", true);
    install(CompilerKind::gcc, "13.2.0", "/usr/bin/g++-13");
    EXPECT_EQ(chosen("12.4"), "system gcc 12.2.0 /usr/bin/g++ default");
    EXPECT_EQ(reason("12.4").accepted, (GccRange{parse_version("12.4.1"), 6, 13}));
    EXPECT_FALSE(reason("12.4").instead);
}

TEST_F(HostCompilerChoice, IsTheNewestInstalledThatFitsOtherwise) {
    install(CompilerKind::gcc, "12.2.0", "/usr/bin/g++", true);
    install(CompilerKind::gcc, "9.3.0", "/usr/bin/g++-9");
    install(CompilerKind::gcc, "10.2.1", "/usr/bin/g++-10");
    install(CompilerKind::gcc, "11.3.0", "/usr/bin/g++-11");
    EXPECT_EQ(chosen("11.2"), "system gcc 10.2.1 /usr/bin/g++-10");
    EXPECT_EQ(reason("11.2").instead,
              PlainGccObstacle(UnfitGcc{parse_version("12.2.0"), kTooNewForEleven}));
}

TEST_F(HostCompilerChoice, MayHaveNoPlainName) {
    install(CompilerKind::gcc, "10.2.1", "/usr/bin/g++-10");
    EXPECT_EQ(chosen("11.2"), "system gcc 10.2.1 /usr/bin/g++-10");
    EXPECT_EQ(reason("11.2").instead, PlainGccObstacle(NoPlainGxx{}));
}

TEST_F(HostCompilerChoice, ComesAlongWhenNoneFits) {
    install(CompilerKind::gcc, "12.2.0", "/usr/bin/g++", true);
    install(CompilerKind::clang, "11.0.1", "/usr/bin/clang++-11");
    EXPECT_EQ(chosen("11.2"), "store gcc 10.2.1 debian");
    const auto resolution = answer("11.2");
    EXPECT_EQ(resolution.host_compiler.reason.instead,
              PlainGccObstacle(UnfitGcc{parse_version("12.2.0"), kTooNewForEleven}));
    EXPECT_FALSE(resolution.host_compiler.is_default);
    EXPECT_THAT(resolution.notes, IsEmpty());
}

TEST_F(HostCompilerChoice, ComesAlongWhenThereIsNoneAtAll) {
    EXPECT_EQ(chosen("11.8"), "store gcc 11.3.0 debian");
    EXPECT_EQ(reason("11.8").instead, PlainGccObstacle(NoGcc{}));
}

TEST_F(HostCompilerChoice, ThatComesAlongRunsOnThisLibc) {
    EXPECT_EQ(chosen("12.4"), "store gcc 11.3.0 debian");
    machine_.glibc = parse_version("2.41");
    EXPECT_EQ(chosen("12.4"), "store gcc 13.3.0 debian");
    machine_.glibc = parse_version("2.31");
    EXPECT_EQ(chosen("12.4"), "store gcc 10.2.1 debian");
    machine_.glibc.reset();
    EXPECT_EQ(chosen("12.4"), "none");
}

TEST_F(HostCompilerChoice, ThatComesAlongNeedsToolsOfThisMachine) {
    machine_.has_binutils = false;
    machine_.has_libc_headers = false;
    const auto notes = answer("11.2").notes;
    EXPECT_THAT(notes_of<NoBinutils>(notes), SizeIs(1));
    EXPECT_THAT(notes_of<NoLibcHeaders>(notes), SizeIs(1));
    EXPECT_THAT(notes, SizeIs(2));
}

TEST_F(HostCompilerChoice, IsClangWhenNoGccCanBeHad) {
    install(CompilerKind::gcc, "12.2.0", "/usr/bin/g++", true);
    install(CompilerKind::clang, "14.0.6", "/usr/bin/clang++");
    install(CompilerKind::clang, "15.0.7", "/usr/bin/clang++-15");
    reachable_ = {SourceName::redist};
    EXPECT_EQ(chosen("11.8"), "system clang 14.0.6 /usr/bin/clang++");
    EXPECT_TRUE(std::holds_alternative<UnfitGcc>(*reason("11.8").instead));
}

TEST_F(HostCompilerChoice, IsNoneWithANoteWhenNothingFits) {
    install(CompilerKind::gcc, "12.2.0", "/usr/bin/g++", true);
    reachable_ = {SourceName::redist};
    EXPECT_EQ(chosen("11.2"), "none");
    EXPECT_EQ(reason("11.2").accepted.most, 10U);
    const auto notes = notes_of<NoCompilerFits>(answer("11.2").notes);
    ASSERT_THAT(notes, SizeIs(1));
    EXPECT_EQ(notes[0].obstacle,
              PlainGccObstacle(UnfitGcc{parse_version("12.2.0"), kTooNewForEleven}));
    EXPECT_EQ(notes[0].accepted.most, 10U);
}

TEST_F(HostCompilerChoice, OfTheSystemNeverComesAlong) {
    install(CompilerKind::gcc, "12.2.0", "/usr/bin/g++", true);
    EXPECT_EQ(chosen("12.4", "system"), "system gcc 12.2.0 /usr/bin/g++ default");
    EXPECT_EQ(chosen("11.2", "system"), "none");
    install(CompilerKind::gcc, "10.2.1", "/usr/bin/g++-10");
    EXPECT_EQ(chosen("11.2", "system"), "system gcc 10.2.1 /usr/bin/g++-10");
}

TEST_F(HostCompilerChoice, TooOldIsNoChoiceEither) {
    install(CompilerKind::gcc, "4.8.5", "/usr/bin/g++", true);
    EXPECT_EQ(chosen("12.4"), "store gcc 11.3.0 debian");
    EXPECT_EQ(reason("12.4").instead,
              PlainGccObstacle(UnfitGcc{parse_version("4.8.5"),
                                        GccMisfit{GccFault::too_old, parse_version("12.4.1"), 6}}));
}

TEST_F(HostCompilerChoice, IsNoneThatFailsWithThisNvcc) {
    install(CompilerKind::gcc, "11.4.0", "/usr/bin/g++", true);
    const GccMisfit fails{GccFault::broken, parse_version("11.4.4"), 0, "functional"};
    EXPECT_EQ(chosen("11.4"), "store gcc 10.2.1 debian");
    EXPECT_EQ(reason("11.4").instead, PlainGccObstacle(UnfitGcc{parse_version("11.4.0"), fails}));
    EXPECT_EQ(reason("11.4").accepted.most, 10U);
    EXPECT_EQ(chosen("11.4", "system"), "none");
    EXPECT_EQ(refused<GccNotAccepted>("11.4", "gcc-11").misfit, fails);
    EXPECT_EQ(refused<GccNotAccepted>("11.4", "gcc-12").misfit.bound, 10U);
    EXPECT_EQ(chosen("11.8"), "system gcc 11.4.0 /usr/bin/g++ default");
}

TEST_F(HostCompilerChoice, MayBeAnotherReleaseThanTheOneThatFails) {
    machine_.glibc = parse_version("2.41");
    install(CompilerKind::gcc, "13.2.0", "/usr/bin/g++", true);
    EXPECT_EQ(chosen("12.4", "gcc-13"), "store gcc 13.3.0 debian");
    EXPECT_EQ(chosen("12.4"), "store gcc 13.3.0 debian");
    EXPECT_EQ(reason("12.4").accepted.most, 13U);
    reachable_ = {SourceName::redist};
    EXPECT_EQ(chosen("12.4"), "none");
}

TEST_F(HostCompilerChoice, FailsOnlyWhereTheTableSaysSo) {
    machine_.platform = Platform::linux_sbsa;
    install(CompilerKind::gcc, "13.2.0", "/usr/bin/g++", true);
    EXPECT_EQ(chosen("12.4.1"), "system gcc 13.2.0 /usr/bin/g++ default");
}

TEST_F(HostCompilerChoice, NamedIsInstalledOrComesAlong) {
    install(CompilerKind::gcc, "12.2.0", "/usr/bin/g++", true);
    install(CompilerKind::gcc, "10.2.1", "/usr/bin/g++-10");
    EXPECT_EQ(chosen("12.4", "gcc-12"), "system gcc 12.2.0 /usr/bin/g++ default");
    EXPECT_EQ(chosen("12.4", "gcc-10"), "system gcc 10.2.1 /usr/bin/g++-10");
    EXPECT_EQ(chosen("12.4", "gcc-11"), "store gcc 11.3.0 debian");
}

TEST_F(HostCompilerChoice, NamedIsRefusedWhenNvccDoesNotAcceptIt) {
    install(CompilerKind::gcc, "12.2.0", "/usr/bin/g++", true);
    const auto refused_gcc = refused<GccNotAccepted>("11.2", "gcc-12");
    EXPECT_EQ(refused_gcc.major, 12U);
    EXPECT_EQ(refused_gcc.misfit, kTooNewForEleven);
}

TEST_F(HostCompilerChoice, NamedIsRefusedWhenThisLibcDoesNotRunIt) {
    const auto refused_gcc = refused<GccNeedsGlibc>("12.4", "gcc-13");
    EXPECT_EQ(refused_gcc.major, 13U);
    EXPECT_EQ(refused_gcc.needed, parse_version("2.38"));
    EXPECT_EQ(refused_gcc.here, parse_version("2.36"));
}

TEST_F(HostCompilerChoice, NamedIsNotFoundWhenNobodyHasIt) {
    EXPECT_EQ(refused<UnknownGcc>("12.4", "gcc-8").major, 8U);
    reachable_ = {SourceName::redist};
    EXPECT_EQ(refused<GccNotReachable>("12.4", "gcc-11").major, 11U);
}

TEST_F(HostCompilerChoice, OfAToolkitWithoutARowHasNoLimit) {
    world_.catalog.compiler_table.rows.clear();
    install(CompilerKind::gcc, "12.2.0", "/usr/bin/g++", true);
    EXPECT_EQ(chosen("10.2"), "system gcc 12.2.0 /usr/bin/g++ default");
    EXPECT_FALSE(reason("10.2").accepted.most);
}

}  // namespace
}  // namespace cudaenv::resolve::test
