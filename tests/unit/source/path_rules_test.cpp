// SPDX-License-Identifier: Apache-2.0
// Rows with wildcards and words.
#include "source/path_rules.hpp"

#include <cudaenv/source/source.hpp>

#include <gtest/gtest.h>

#include <array>

namespace cudaenv::source {
namespace {

std::string place_of(const PathRule& rule, std::string_view path) {
    PathRules rules(Words{{"triplet", "x86_64-linux-gnu"}});
    rules.add({&rule, 1});
    return rules.find(path).value_or("-");
}

TEST(PathRules, MatchesWildcards) {
    struct Row {
        PathRule rule;
        std::string_view path;
        std::string place;
    };
    const std::array rows{
        Row{{"usr/bin/nvcc", "bin/nvcc"}, "usr/bin/nvcc", "bin/nvcc"},
        Row{{"usr/bin/nvcc", "bin/nvcc"}, "usr/bin/nvcc2", "-"},
        Row{{"usr/bin/nvcc", "bin/nvcc"}, "usr/bin", "-"},
        Row{{"usr/bin/*", "bin/$1"}, "usr/bin/ptxas", "bin/ptxas"},
        Row{{"usr/bin/*", "bin/$1"}, "usr/bin/crt/link.stub", "-"},
        Row{{"usr/include/**", "include/$1"}, "usr/include/a/b.h", "include/a/b.h"},
        Row{{"usr/include/**", "include/$1"}, "usr/include", "include"},
        Row{{"usr/include/**", "include/$1"}, "usr/includes", "-"},
        Row{{"*/**", "$2"}, "archive/bin/nvcc", "bin/nvcc"},
        Row{{"*/**", "$2"}, "archive", "-"},
        Row{{"**/__init__.py", "x"}, "nvidia/a/__init__.py", "x"},
        Row{{"**/.metadata/**", "x/$2"}, "nvidia/cu13/.metadata/a/b", "x/a/b"},
        Row{{"lib/libnvvm.so*", "nvvm/libnvvm.so$1"}, "lib/libnvvm.so.4.0", "nvvm/libnvvm.so.4.0"},
        Row{{"*/pre_*_post.h", "$2"}, "include/pre_a_post_post.h", "a_post"},
        Row{{"lib/{triplet}/*", "{triplet}/$1"}, "lib/x86_64-linux-gnu/a", "x86_64-linux-gnu/a"},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(place_of(row.rule, row.path), row.place) << row.rule.from << " on " << row.path;
    }
}

TEST(PathRules, LetTheFirstMatchWin) {
    constexpr auto first = std::to_array<PathRule>({{"usr/bin/nvcc", kDrop}});
    constexpr auto second = std::to_array<PathRule>({{"usr/bin/*", "bin/$1"}});
    PathRules rules(Words{});
    rules.add(first).add(second);
    EXPECT_EQ(rules.find("usr/bin/nvcc"), std::nullopt);
    EXPECT_EQ(rules.find("usr/bin/ptxas"), "bin/ptxas");
    EXPECT_EQ(rules.find("etc/passwd"), std::nullopt);
}

TEST(PrefixMapping, PutsBigStaticLibrariesIntoTheirOwnPart) {
    constexpr auto table = std::to_array<PathRule>({{"*/**", "$2"}});
    PathRules rules(Words{});
    rules.add(table);
    const archive::Mapping mapping = prefix_mapping(rules);
    EXPECT_EQ(mapping("a/lib/libcublas_static.a")->part, kStatics);
    EXPECT_EQ(mapping("a/lib/libcudart_static.a")->part, kCore);
    EXPECT_EQ(mapping("a/bin/nvcc")->part, kCore);
    EXPECT_EQ(mapping("a/bin/nvcc")->mode, std::nullopt);
    EXPECT_FALSE(mapping("a"));
}

}  // namespace
}  // namespace cudaenv::source
