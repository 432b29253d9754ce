// SPDX-License-Identifier: Apache-2.0
// The texts by which a host compiler is asked for.
#include <cudaenv/base/compiler_wish.hpp>
#include <cudaenv/base/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace cudaenv {
namespace {

TEST(CompilerWish, IsAutomaticUnlessSomethingIsAskedFor) {
    EXPECT_TRUE(CompilerWish().is_automatic());
    EXPECT_EQ(compiler_wish_text({}), "auto");
    EXPECT_FALSE(CompilerWish().gcc_major());
}

TEST(CompilerWish, ReadsBackItsText) {
    for (const CompilerWish& wish :
         {CompilerWish(), CompilerWish::system(), CompilerWish::gcc(10), CompilerWish::gcc(4)})
        EXPECT_EQ(find_compiler_wish(compiler_wish_text(wish)), wish);
    EXPECT_TRUE(find_compiler_wish("system")->is_system());
    EXPECT_EQ(find_compiler_wish("gcc-10")->gcc_major(), 10U);
    EXPECT_EQ(compiler_wish_text(CompilerWish::gcc(10)), "gcc-10");
}

TEST(CompilerWish, OfAnotherNameIsAMistake) {
    for (const std::string text : {"clang-14",
                                   "gcc",
                                   "gcc-",
                                   "gcc-10.2",
                                   "gcc-10rc1",
                                   "gcc--1",
                                   "gcc-99999999999",
                                   "banana",
                                   ""}) {
        EXPECT_EQ(find_compiler_wish(text), std::nullopt) << text;
        try {
            static_cast<void>(parse_compiler_wish(text));
            ADD_FAILURE() << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::usage) << text;
            EXPECT_EQ(error.message(), "\"" + text + "\" names no host compiler");
            EXPECT_THAT(error.hint(), testing::HasSubstr("auto, system, gcc-10")) << text;
        }
    }
}

}  // namespace
}  // namespace cudaenv
