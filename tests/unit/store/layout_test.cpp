// SPDX-License-Identifier: Apache-2.0
// Where the root is, and which paths cannot be one.
#include "unit/store/store_fixture.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/store/layout.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::store {
namespace {

using testing::HasSubstr;
using Map = Environment::Map;

TEST(LocateLayout, FollowsTheVariables) {
    struct Row {
        const char* name;
        Map variables;
        const char* root;
        const char* cache;
        const char* config;
    };
    const Row rows[] = {
        {"home only",
         {{"HOME", "/h"}},
         "/h/.local/share/cudaenv",
         "/h/.cache/cudaenv",
         "/h/.config/cudaenv"},
        {"xdg",
         {{"HOME", "/h"},
          {"XDG_DATA_HOME", "/d"},
          {"XDG_CACHE_HOME", "/c"},
          {"XDG_CONFIG_HOME", "/e"}},
         "/d/cudaenv",
         "/c/cudaenv",
         "/e/cudaenv"},
        {"root wins",
         {{"HOME", "/h"}, {"XDG_DATA_HOME", "/d"}, {"CUDAENV_ROOT", "/r//x/"}},
         "/r/x",
         "/h/.cache/cudaenv",
         "/h/.config/cudaenv"},
        {"relative and empty xdg are ignored",
         {{"HOME", "/h"}, {"XDG_DATA_HOME", "d"}, {"XDG_CACHE_HOME", ""}},
         "/h/.local/share/cudaenv",
         "/h/.cache/cudaenv",
         "/h/.config/cudaenv"},
        {"no home", {{"CUDAENV_ROOT", "/r"}}, "/r", "/r/cache", "/r/config"},
        {"no home but xdg",
         {{"CUDAENV_ROOT", "/r"}, {"XDG_CACHE_HOME", "/c"}},
         "/r",
         "/c/cudaenv",
         "/r/config"},
    };
    for (const Row& row : rows) {
        const Layout layout = locate_layout(Environment(row.variables));
        EXPECT_EQ(layout.root, row.root) << row.name;
        EXPECT_EQ(layout.cache, row.cache) << row.name;
        EXPECT_EQ(layout.config, row.config) << row.name;
    }
}

TEST(LocateLayout, RefusesWhatCannotBeARoot) {
    const Map unusable[] = {
        {},
        {{"HOME", ""}},
        {{"HOME", "relative"}},
        {{"HOME", "relative"}, {"CUDAENV_ROOT", "/r"}},
        {{"HOME", "/h"}, {"CUDAENV_ROOT", "relative"}},
        {{"HOME", "/h"}, {"CUDAENV_ROOT", "/with:colon"}},
        {{"HOME", "/h"}, {"CUDAENV_ROOT", "/with\nline"}},
        {{"HOME", "/h"}, {"CUDAENV_ROOT", "/with\x1b[31m"}},
        {{"HOME", "/h"}, {"CUDAENV_ROOT", "/with\u009B31m"}},
        {{"HOME", "/h"}, {"CUDAENV_ROOT", "/with\x9b[31m"}},
        {{"HOME", "/h"}, {"CUDAENV_ROOT", "/with\u202E"}},
        {{"HOME", "/h\u202E"}},
        {{"HOME", "/h:h"}},
        {{"HOME", "/h"}, {"XDG_DATA_HOME", "/d\td"}},
    };
    for (const Map& map : unusable) {
        try {
            locate_layout(Environment(map));
            ADD_FAILURE();
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::usage);
            EXPECT_THAT(error.hint(), HasSubstr("set "));
        }
    }
}

TEST(LocateLayout, TakesRootsOfAnyAlphabet) {
    for (const char* root : {"/home/jürgen/環境", "/home/j\xfcrgen"}) {
        EXPECT_EQ(locate_layout(Environment(Map{{"HOME", "/h"}, {"CUDAENV_ROOT", root}})).root,
                  root);
    }
}

}  // namespace
}  // namespace cudaenv::store
