// SPDX-License-Identifier: Apache-2.0
// Where the root is, and which roots are refused.
#include "unit/store/store_fixture.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/store/layout.hpp>
#include <cudaenv/sys/files.hpp>

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
    const Map unusable[] = {{}, {{"HOME", ""}}, {{"HOME", "/h"}, {"CUDAENV_ROOT", "relative"}}};
    for (const Map& map : unusable) {
        try {
            locate_layout(Environment(map));
            ADD_FAILURE();
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::usage);
        }
    }
}

TEST(EnsureLayout, MakesTheRootOnceAndNotesItsNumber) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    EXPECT_NO_THROW(check_layout(layout));
    ensure_layout(layout);
    ensure_layout(layout);
    EXPECT_EQ(read_file_text(layout.layout_file()), "1\n");
    for (const auto& directory : {layout.environments(),
                                  layout.store(),
                                  layout.staging(),
                                  layout.locks(),
                                  layout.shims(),
                                  layout.shell(),
                                  layout.projects()}) {
        EXPECT_TRUE(fs::is_directory(directory)) << directory;
    }
    EXPECT_FALSE(fs::exists(layout.cache)) << "made when first needed";
}

TEST(EnsureLayout, RefusesARootOfANewerProgramUntouched) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    replace_file(layout.layout_file(), "2\n");
    try {
        ensure_layout(layout);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::refused);
        EXPECT_THAT(error.message(), HasSubstr("newer cudaenv (layout 2"));
        EXPECT_THAT(error.hint(), HasSubstr("update cudaenv"));
    }
    EXPECT_FALSE(fs::exists(layout.environments()));
}

TEST(CheckLayout, RejectsADamagedNumber) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    for (const char* text : {"", "x", "1x", "0", "-1", "1 2", "99999999999"}) {
        replace_file(layout.layout_file(), text);
        try {
            check_layout(layout);
            ADD_FAILURE() << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::integrity) << text;
        }
    }
    replace_file(layout.layout_file(), " 1 ");
    EXPECT_NO_THROW(check_layout(layout));
}

TEST(EnsureLayout, ReportsARootThatCannotBeWritten) {
    const cudaenv::test::TempDir dir;
    Layout layout = test::layout_below(dir.path());
    replace_file(dir / "file", "");
    layout.root = dir / "file/root";
    try {
        ensure_layout(layout);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::io);
        EXPECT_THAT(error.message(), HasSubstr(layout.root.string()));
    }
}

}  // namespace
}  // namespace cudaenv::store
