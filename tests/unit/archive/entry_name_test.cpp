// SPDX-License-Identifier: Apache-2.0
// Names are cleaned, resolved and related without asking the file system.
#include "archive/entry_name.hpp"

#include "archive/refusal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace cudaenv::archive {
namespace {

using testing::HasSubstr;

std::string reason_for(const std::string& raw, std::uint64_t max_path = 100) {
    Limits limits;
    limits.max_path = max_path;
    try {
        clean_name(raw, limits, "its name");
    } catch (const Refusal& refusal) {
        return refusal.what();
    }
    return "accepted";
}

TEST(EntryName, LosesDotsAndRepeatedSlashes) {
    struct Row {
        std::string raw;
        std::string clean;
    };
    const Row rows[] = {
        {"./usr/bin/ptxas", "usr/bin/ptxas"},
        {"a//b/./c/", "a/b/c"},
        {"./", ""},
        {"a/..b/c..", "a/..b/c.."},
        {"na\xC3\xAFve", "na\xC3\xAFve"},
    };
    for (const Row& row : rows) EXPECT_EQ(clean_name(row.raw, {}, "its name"), row.clean);
}

TEST(EntryName, RefusesWhatLeavesTheTreeOrTheFileSystemsBounds) {
    EXPECT_EQ(reason_for(""), "its name is empty");
    EXPECT_EQ(reason_for("/etc/passwd"), "its name is absolute");
    EXPECT_EQ(reason_for("a/../../b"), "its name contains \"..\"");
    EXPECT_EQ(reason_for(".."), "its name contains \"..\"");
    EXPECT_EQ(reason_for("a/b", 2), "its name is longer than 2 bytes");
    EXPECT_THAT(reason_for(std::string(256, 'x'), 1000), HasSubstr("more than 255 bytes"));
    EXPECT_EQ(reason_for(std::string(255, 'x'), 1000), "accepted");
}

TEST(EntryName, RefusesWhatSteersATerminal) {
    // NOLINTNEXTLINE(misc-misleading-bidirectional): what must not be printed
    for (const char* raw : {"a\x1b[2J", "a\nb", "a\x7f", "a\u009B31m", "a\x9b[31m", "ok\u202Exm"}) {
        EXPECT_EQ(reason_for(raw), "its name has a control character");
        EXPECT_THROW(check_target(raw, {}, "its target"), Refusal);
    }
    EXPECT_EQ(reason_for("na\xEFve"), "accepted") << "an older alphabet's letters";
}

TEST(ResolveTarget, StartsAtTheLinksDirectoryOrAtTheRoot) {
    struct Row {
        std::string link;
        std::string target;
        std::string entry;
    };
    const Row rows[] = {
        {"usr/bin/ncu", "../lib/nsight-compute/ncu", "usr/lib/nsight-compute/ncu"},
        {"lib/libx.so", "libx.so.1", "lib/libx.so.1"},
        {"lib/libx.so", "./libx.so.1", "lib/libx.so.1"},
        {"usr/lib/profile", "/etc/nvcc.profile", "etc/nvcc.profile"},
        {"lib64", "lib", "lib"},
        {"extras/CUPTI", "..", ""},
        {"extras/CUPTI", "/", ""},
    };
    for (const Row& row : rows) EXPECT_EQ(resolve_target(row.link, row.target), row.entry);
}

TEST(ResolveTarget, RefusesToLeaveTheTree) {
    EXPECT_THROW(resolve_target("link", "../x"), Refusal);
    EXPECT_THROW(resolve_target("a/link", "../../x"), Refusal);
    EXPECT_THROW(resolve_target("a/link", "b/../../../a/x"), Refusal);
    EXPECT_THROW(resolve_target("a/link", "/../x"), Refusal);
    EXPECT_THROW(resolve_target("a/link", ""), Refusal);
}

TEST(RelativeTarget, ClimbsToTheCommonDirectoryOnly) {
    EXPECT_EQ(relative_target("bin/ncu", "nsight-compute/ncu"), "../nsight-compute/ncu");
    EXPECT_EQ(relative_target("lib/libx.so", "lib/libx.so.1"), "libx.so.1");
    EXPECT_EQ(relative_target("a/b/c/link", "a/x/y"), "../../x/y");
    EXPECT_EQ(relative_target("lib64", "lib"), "lib");
    EXPECT_EQ(relative_target("a/link", "a"), ".");
    EXPECT_EQ(relative_target("a/b/link", ""), "../..");
}

}  // namespace
}  // namespace cudaenv::archive
