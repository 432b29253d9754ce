// SPDX-License-Identifier: Apache-2.0
// Names for temporary files and directories beside their target; <cudaenv/sys/leftovers.hpp> knows
// them again.
#pragma once

#include <string>
#include <string_view>

namespace cudaenv {

/// `<stem>.<16 random hexadecimal digits>`.
std::string make_unique_name(std::string_view stem);

}  // namespace cudaenv
