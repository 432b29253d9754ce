// SPDX-License-Identifier: Apache-2.0
// Names of kinds and origins of host compilers.
#include <cudaenv/base/compiler_kind.hpp>
#include <cudaenv/base/compiler_origin.hpp>

#include <gtest/gtest.h>

namespace cudaenv {
namespace {

TEST(CompilerKind, HasANameThatReadsBack) {
    for (const CompilerKind kind : {CompilerKind::gcc, CompilerKind::clang})
        EXPECT_EQ(find_compiler_kind(compiler_kind_text(kind)), kind);
    EXPECT_EQ(compiler_kind_text(CompilerKind::clang), "clang");
    EXPECT_EQ(find_compiler_kind("icc"), std::nullopt);
}

TEST(CompilerOrigin, HasANameThatReadsBack) {
    for (const CompilerOrigin origin :
         {CompilerOrigin::system, CompilerOrigin::store, CompilerOrigin::none})
        EXPECT_EQ(find_compiler_origin(compiler_origin_text(origin)), origin);
    EXPECT_EQ(compiler_origin_text(CompilerOrigin::store), "store");
    EXPECT_EQ(find_compiler_origin("stored"), std::nullopt);
}

}  // namespace
}  // namespace cudaenv
