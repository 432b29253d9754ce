// SPDX-License-Identifier: Apache-2.0
// Whether a tree that archives filled keeps to itself.
#pragma once

#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/tree_writer.hpp>

#include <filesystem>
#include <functional>
#include <string>

namespace cudaenv::install {

/// Follows every symbolic link of `tree` inside it and throws Error(integrity), naming link and
/// target, for one that is absolute, leaves the tree or leads in a circle. `name` is for messages.
/// Links that lead nowhere pass: another archive may bring what they mean.
void judge_links(const std::filesystem::path& tree,
                 const std::string& name,
                 const CancelFlag& cancel);

/// Runs `change`, which adds our own files to the tree `name`: when something that an archive
/// brought stands in their way, that is Error(integrity).
void change_tree(const std::string& name, const std::function<void()>& change);

}  // namespace cudaenv::install
