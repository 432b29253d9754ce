// SPDX-License-Identifier: Apache-2.0
// Which store entries a removal may free, written down before anything vanishes: who is killed in
// the middle leaves word of what nobody needs any more. That nothing uses an entry is no such word,
// for an installation that was interrupted goes on with what it has.
#pragma once

#include <cudaenv/store/layout.hpp>

#include <set>
#include <string>

namespace cudaenv::store {

/// Notes that the removal of `name` (an environment's, or a store entry's) may free `entries`.
void note_removal(const Layout& layout,
                  const std::string& name,
                  const std::set<std::string>& entries);
/// Everything noted, as far as it can be read.
std::set<std::string> noted_entries(const Layout& layout);
/// Forgets all notes: what they name is gone.
void forget_removals(const Layout& layout);

}  // namespace cudaenv::store
