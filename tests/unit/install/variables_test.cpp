// SPDX-License-Identifier: Apache-2.0
// The variables an environment sets.
#include "install/variables.hpp"

#include "support/temp_dir.hpp"

#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::install {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

store::Record record(const std::string& toolkit, std::optional<store::RecordedCompiler> compiler) {
    store::Record result;
    result.toolkit = parse_version(toolkit);
    result.libraries = {{Product::cudnn, parse_version("8.9.7.29")}};
    result.host_compiler = std::move(compiler);
    return result;
}

TEST(MakeActivation, PointsTheUsualVariablesAtThePrefix) {
    const test::TempDir prefix;
    replace_file(prefix / "bin/nvcc", "x");
    const store::Activation activation =
        make_activation(record("12.4.1", std::nullopt), prefix.path());
    EXPECT_EQ(activation.toolkit, "12.4.1");
    EXPECT_THAT(activation.libraries, ElementsAre(Pair("cudnn", "8.9.7.29")));
    EXPECT_THAT(activation.paths, ElementsAre("bin"));
    EXPECT_THAT(activation.library_paths, ElementsAre("lib64"));
    EXPECT_THAT(activation.set,
                ElementsAre(Pair("CUDA_HOME", "."),
                            Pair("CUDA_PATH", "."),
                            Pair("CUDAToolkit_ROOT", "."),
                            Pair("CUDACXX", "./bin/nvcc")));
    EXPECT_THAT(activation.prepend, IsEmpty());
}

TEST(MakeActivation, AnOldNvccIsPointedAtItsCompilerByFlags) {
    const test::TempDir prefix;
    const auto activation = make_activation(record("11.2.2",
                                                   store::RecordedCompiler{CompilerKind::gcc,
                                                                           *find_version("10.2.1"),
                                                                           CompilerOrigin::store,
                                                                           "gcc-10-10.2.1-abc"}),
                                            prefix.path());
    EXPECT_THAT(activation.set, Contains(Pair("CUDAHOSTCXX", "store:gcc-10-10.2.1-abc/bin/g++")));
    EXPECT_THAT(activation.prepend,
                ElementsAre(Pair("NVCC_PREPEND_FLAGS", "-ccbin store:gcc-10-10.2.1-abc/bin/g++")));
}

TEST(MakeActivation, ANewNvccReadsTheVariable) {
    const test::TempDir prefix;
    const auto activation = make_activation(record("13.0.2",
                                                   store::RecordedCompiler{CompilerKind::gcc,
                                                                           *find_version("14.2.0"),
                                                                           CompilerOrigin::system,
                                                                           "/usr/bin/g++-14"}),
                                            prefix.path());
    EXPECT_THAT(activation.set, Contains(Pair("NVCC_CCBIN", "/usr/bin/g++-14")));
    EXPECT_THAT(activation.prepend, IsEmpty());
}

TEST(MakeActivation, NamesTheProjectThatMayUseIt) {
    const test::TempDir prefix;
    store::Record locked = record("12.4.1", std::nullopt);
    EXPECT_EQ(make_activation(locked, prefix.path()).project, "");
    locked.project = "/home/me/x";
    EXPECT_EQ(make_activation(locked, prefix.path()).project, "/home/me/x");
}

}  // namespace
}  // namespace cudaenv::install
