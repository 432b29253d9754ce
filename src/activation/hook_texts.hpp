// SPDX-License-Identifier: Apache-2.0
// The files shell/hook.*, embedded at build time by cmake/EmbedHooks.cmake.
#pragma once

#include <string_view>

namespace cudaenv::activation::hook_texts {

extern const std::string_view kBash;
extern const std::string_view kZsh;
extern const std::string_view kFish;
extern const std::string_view kPosix;

}  // namespace cudaenv::activation::hook_texts
