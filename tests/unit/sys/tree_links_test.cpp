// SPDX-License-Identifier: Apache-2.0
// Links are judged by where the kernel would take them inside their tree.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/directories.hpp>
#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/tree_links.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace cudaenv {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class TreeLinks : public testing::Test {
 protected:
    void file(const std::string& path) const { replace_file(tree_ / ("tree/" + path), ""); }
    void link(const std::string& path, const std::string& target) const {
        const fs::path full = tree_ / ("tree/" + path);
        fs::create_directories(full.parent_path());
        fs::create_symlink(target, full);
    }
    [[nodiscard]] std::map<std::string, LinkEnd> ends() const {
        std::map<std::string, LinkEnd> found;
        visit_links(
            tree_ / "tree",
            [&](const TreeLink& link) { found.emplace(link.path, link.end); },
            CancelFlag());
        return found;
    }

    test::TempDir tree_;
};

TEST_F(TreeLinks, EndWhereTheKernelWouldGo) {
    struct Row {
        const char* path;
        const char* target;
        LinkEnd end;
    };
    const Row rows[] = {
        {"lib64", "lib", LinkEnd::inside},
        {"lib/libx.so", "libx.so.1", LinkEnd::inside},
        {"lib/over", "../lib64/libx.so", LinkEnd::inside},
        {"a/b/root", "../..", LinkEnd::inside},
        {"a/b/round", "../../a/./b//../../lib/libx.so.1", LinkEnd::inside},
        {"a/absent", "../lib/absent", LinkEnd::nowhere},
        {"a/over-absent", "absent", LinkEnd::nowhere},
        {"a/below-file", "../lib/libx.so.1/x", LinkEnd::nowhere},
        {"a/file-as-directory", "../lib/libx.so.1/", LinkEnd::nowhere},
        {"a/absolute", "/etc/passwd", LinkEnd::absolute},
        {"a/over-absolute", "absolute", LinkEnd::absolute},
        {"a/out", "../../x", LinkEnd::outside},
        {"a/out-and-back", "../../tree/lib", LinkEnd::outside},
        {"a/over-out", "out", LinkEnd::outside},
        {"loop", "loop", LinkEnd::loop},
        {"a/one", "two", LinkEnd::loop},
        {"a/two", "../a/one", LinkEnd::loop},
        {"a/below-loop", "one/x", LinkEnd::loop},
        // ".." after a link counts from where the link leads, not from where it stands.
        {"a/deep", "b/c", LinkEnd::inside},
        {"deep", "a/b/c", LinkEnd::inside},
        {"a/through", "../deep/../../../lib", LinkEnd::inside},
        {"a/through-and-out", "../deep/../../../../x", LinkEnd::outside},
        {"shallow", "lib", LinkEnd::inside},
        {"a/b/shallow", "../../shallow/../../x", LinkEnd::outside},
    };
    file("lib/libx.so.1");
    file("a/b/c/file");
    for (const Row& row : rows) link(row.path, row.target);
    const auto found = ends();
    EXPECT_EQ(found.size(), std::size(rows));
    for (const Row& row : rows) EXPECT_EQ(found.at(row.path), row.end) << row.path;
}

TEST_F(TreeLinks, MayLeadOverAFewOthers) {
    file("end");
    link("0", "end");
    for (int i = 1; i <= 40; ++i) link(std::to_string(i), std::to_string(i - 1));
    const auto found = ends();
    EXPECT_EQ(found.at("10"), LinkEnd::inside);
    EXPECT_EQ(found.at("40"), LinkEnd::loop) << "the kernel follows no more than 40 in one path";
}

TEST_F(TreeLinks, HaveALimitedWayTogether) {
    file("end");
    std::string round = "end";
    for (int i = 0; i < 1000; ++i) round.insert(0, "./");
    for (int i = 0; i < 1200; ++i) link(std::to_string(i), round);
    std::size_t given_up = 0;
    for (const auto& [path, end] : ends()) given_up += end == LinkEnd::loop ? 1U : 0U;
    EXPECT_EQ(given_up, 201U) << "one may go a part of its way";
}

TEST_F(TreeLinks, AreNotFollowedWhileTheyAreLookedFor) {
    file("a/file");
    link("a/up", "..");
    link("root", "/");
    EXPECT_EQ(ends().size(), 2U);
}

TEST_F(TreeLinks, StopBeingVisitedWhenCancelled) {
    link("a", "b");
    CancelFlag cancel;
    cancel.set();
    EXPECT_THROW(visit_links(
                     tree_ / "tree", [](const TreeLink&) {}, cancel),
                 Interrupted);
}

TEST_F(TreeLinks, ThatDangleAreRemovedAndOthersKept) {
    file("lib/libx.so.1");
    link("lib/libx.so", "libx.so.1");
    link("lib/liby.so", "liby.so.1");
    link("lib/over", "liby.so");
    link("lib64", "lib");
    link("absolute", "/");
    remove_dangling_links(tree_ / "tree", CancelFlag());
    EXPECT_THAT(directory_names(tree_ / "tree"), ElementsAre("absolute", "lib", "lib64"));
    EXPECT_THAT(directory_names(tree_ / "tree/lib"), ElementsAre("libx.so", "libx.so.1"));
}

}  // namespace
}  // namespace cudaenv
