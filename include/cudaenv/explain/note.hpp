// SPDX-License-Identifier: Apache-2.0
// Notes on a decision, one sentence each.
#pragma once

#include <cudaenv/resolve/note.hpp>

#include <string>
#include <vector>

namespace cudaenv::explain {

std::string words(const resolve::Note& note);
std::vector<std::string> words(const std::vector<resolve::Note>& notes);

}  // namespace cudaenv::explain
