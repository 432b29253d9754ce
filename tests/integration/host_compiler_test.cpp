// SPDX-License-Identifier: Apache-2.0
// A host compiler that nvcc accepts comes along when the machine has none.
#include "integration/trees.hpp"
#include "integration/world.hpp"
#include "support/unserved_address.hpp"

#include <cudaenv/base/platform.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class HostCompiler : public testing::Test {
 protected:
    void SetUp() override { world.set_host_compiler("12.2.0"); }

    [[nodiscard]] fs::path compiler() const {
        for (const std::string& name : names_in(world.layout().store())) {
            if (name.starts_with("gcc-10-")) return world.layout().store() / name;
        }
        return {};
    }
    [[nodiscard]] json record() const {
        return json::parse(text_of(world.prefix("11.2.2") / ".cudaenv/record.json"));
    }

    Upstream upstream;
    World world{upstream};
    const UnservedAddress refusing{UnservedAddress::Manner::refuses};
};

TEST_F(HostCompiler, ComesAlongWhenTheMachinesOwnIsTooNew) {
    const ProcessResult result = world.install({"11.2", "--profile", "minimal"});
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("CUDA 11.2.2 + GCC 10.2.1"),
                      HasSubstr("gcc 12.2 on this machine is too new for nvcc 11.2")));
    EXPECT_EQ(record()["host_compiler"]["origin"], "store");
    EXPECT_EQ(record()["host_compiler"]["version"], "10.2.1");
}

TEST_F(HostCompiler, FindsItsLibrariesWithoutTouchingTheEnvironmentOfOthers) {
    world.install({"11.2", "--profile", "minimal"});
    const fs::path gcc = compiler();
    const fs::path programs = gcc / "usr/lib/gcc" / gnu_triplet(host_platform()) / "10";
    EXPECT_THAT(
        names_in(gcc / "lib"),
        AllOf(Contains("libisl.so.23"), Contains("libgmp.so.10"), Not(Contains("libstdc++.so.6"))));
    EXPECT_TRUE(fs::exists(programs / ".cc1plus.bin"));
    EXPECT_THAT(world.run_program({(programs / "cc1plus").string()}).output,
                HasSubstr("libraries=" + programs.string() + "/../../../../../lib"));
    // The one link that may leave the tree: to the host's libstdc++, when that is the newer one.
    EXPECT_THAT(find_faults(gcc), Each(HasSubstr("/10/libstdc++.so: absolute link")));
}

TEST_F(HostCompiler, IsWhatNvccIsToldToUse) {
    world.install({"11.2", "--profile", "minimal"});
    const std::string gxx = (compiler() / "bin/g++").string();
    EXPECT_EQ(world.run_program({gxx}).output, "g++ (Debian) 10.2.1\n");
    world.environment.set("NVCC_PREPEND_FLAGS", "-O1");
    EXPECT_THAT(world.run({"exec", "11.2", "--", "nvcc"}).output,
                AllOf(HasSubstr("CUDAHOSTCXX=" + gxx + "\n"),
                      HasSubstr("NVCC_PREPEND_FLAGS=-ccbin " + gxx + " -O1\n")));
}

TEST_F(HostCompiler, ThatIsNamedMakesAnEnvironmentOfItsOwn) {
    world.install({"11.2", "--profile", "minimal"});
    world.set_host_compiler("9.4.0");
    const ProcessResult result =
        world.install({"11.2", "--profile", "minimal", "--host-compiler", "system"});
    EXPECT_THAT(result.errors, HasSubstr("next: cudaenv use 11.2.2-gcc9 "));
    EXPECT_EQ(record()["host_compiler"]["origin"], "store") << "it is as it was";
    EXPECT_TRUE(fs::exists(world.prefix("11.2.2-gcc9") / "bin/nvcc"));
}

TEST_F(HostCompiler, IsTheMachinesOwnWhenThatFits) {
    world.set_host_compiler("10.2.1");
    world.install({"11.2", "--profile", "minimal"});
    EXPECT_EQ(compiler(), fs::path());
    EXPECT_THAT(world.run({"exec", "11.2", "--", "nvcc"}).output,
                HasSubstr("NVCC_PREPEND_FLAGS=\n"));
}

TEST_F(HostCompiler, StaysAwayWhenTheUserSaysSoAndTheConsequenceIsTold) {
    const ProcessResult result =
        world.install({"11.2", "--profile", "minimal", "--host-compiler", "system"});
    EXPECT_THAT(result.errors, HasSubstr("nvcc will compile nothing"));
    EXPECT_EQ(compiler(), fs::path());
}

TEST_F(HostCompiler, IsSharedByTheToolkitsThatNeedIt) {
    world.install({"11.2", "--profile", "minimal"});
    world.install({"11.2", "--cudnn", "none", "--name", "other"});
    EXPECT_THAT(upstream.server().requests(upstream.address("/g++-10")), SizeIs(1));
    ASSERT_EQ(world.run({"uninstall", "11.2.2"}).status, 0);
    EXPECT_TRUE(fs::exists(compiler() / "bin/g++"));
    ASSERT_EQ(world.run({"uninstall", "other"}).status, 0);
    EXPECT_EQ(compiler(), fs::path());
}

TEST_F(HostCompiler, CanBeInstalledByItself) {
    world.install({"gcc-10"});
    EXPECT_EQ(world.run_program({(compiler() / "bin/gcc").string()}).output,
              "gcc (Debian) 10.2.1\n");
    EXPECT_THAT(names_in(world.layout().environments()), IsEmpty());
    EXPECT_THAT(world.install({"gcc-10"}).errors, HasSubstr("already installed"));
    EXPECT_THAT(upstream.server().requests(upstream.address("/g++-10")), SizeIs(1));
}

TEST_F(HostCompiler, ByItselfAsksOnlyTheSourcesThatOfferIt) {
    world.environment.set("CUDAENV_REDIST_URL", refusing.url());
    EXPECT_THAT(world.install({"gcc-10"}).errors, Not(HasSubstr("redist")));
    EXPECT_THAT(upstream.server().requests("/simple/"), IsEmpty());
}

TEST_F(HostCompiler, ByItselfNeedsNoNetworkOnceItIsInstalled) {
    world.install({"gcc-10"});
    world.environment.set("CUDAENV_DEBIAN_URL", refusing.url());
    EXPECT_THAT(world.install({"gcc-10"}).errors, HasSubstr("already installed"));
}

TEST_F(HostCompiler, ByItselfStaysWhenTheToolkitThatBroughtItGoes) {
    world.install({"11.2", "--profile", "minimal"});
    world.install({"gcc-10"});
    ASSERT_EQ(world.run({"uninstall", "11.2.2"}).status, 0);
    EXPECT_TRUE(fs::exists(compiler() / "bin/g++"));
}

TEST_F(HostCompiler, ByItselfIsRefusedByASourceThatHasNone) {
    const ProcessResult result = world.run({"install", "gcc-10", "--source", "redist"});
    EXPECT_EQ(result.status, 3);
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("GCC 10.2.1"), HasSubstr("redist"), HasSubstr("debian")));
}

TEST_F(HostCompiler, ByItselfIsANetworkErrorWhenItsSourceDoesNotAnswer) {
    world.environment.set("CUDAENV_DEBIAN_URL", refusing.url());
    const ProcessResult result = world.run({"install", "gcc-10"});
    EXPECT_EQ(result.status, 4);
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("GCC 10.2.1 cannot be fetched now"),
                      HasSubstr("source debian has it, but: ")));
}

}  // namespace
}  // namespace cudaenv::test
