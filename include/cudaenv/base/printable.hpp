// SPDX-License-Identifier: Apache-2.0
// What may reach a terminal: text that can be shown and can do nothing else.
#pragma once

#include <string>
#include <string_view>

namespace cudaenv {

/// `text` with every character as '?' that steers a terminal or misleads a reader: controls (line
/// ends and tabs too), marks of writing direction, invisible and format characters. A byte that is
/// not UTF-8 becomes '?' too.
std::string printable(std::string_view text);

/// Whether `text` has a character that printable() does not show, or a byte that is not UTF-8 and
/// that a terminal of 8-bit letters takes for a control. Letters of such an alphabet are none: a
/// name may have them.
bool has_hidden(std::string_view text);

}  // namespace cudaenv
