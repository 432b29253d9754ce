// SPDX-License-Identifier: Apache-2.0
// Where the symbolic links of a tree lead, found out without following one out of it.
#pragma once

#include <cudaenv/sys/cancel.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace cudaenv {

enum class LinkEnd {
    inside,    ///< something in the tree
    nowhere,   ///< nothing is there
    absolute,  ///< it, or one that it leads over, starts at the root of the file system
    outside,   ///< ".." above the tree's root
    loop,      ///< back to itself, over more links than the kernel follows, or too long a way
};

struct TreeLink {
    std::string path;  ///< relative to the tree
    std::string target;
    LinkEnd end = LinkEnd::inside;
};

/// Calls `visit` for every symbolic link below `tree`, which is followed component by component as
/// the kernel would. Throws Error(io), Interrupted.
void visit_links(const std::filesystem::path& tree,
                 const std::function<void(const TreeLink&)>& visit,
                 const CancelFlag& cancel);

/// Removes every symbolic link below `tree` that leads nowhere.
void remove_dangling_links(const std::filesystem::path& tree, const CancelFlag& cancel);

}  // namespace cudaenv
