// SPDX-License-Identifier: Apache-2.0
// Small pure functions on text that the standard library lacks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cudaenv {

std::string_view trim(std::string_view text);
/// Pieces between `separator`s, empty ones included; "" gives one empty piece.
std::vector<std::string_view> split(std::string_view text, char separator);
/// Non-empty pieces between runs of blanks, tabs and line ends.
std::vector<std::string_view> split_words(std::string_view text);
/// Lines without their ends ("\n" or "\r\n"); a final line end gives no empty last line.
std::vector<std::string_view> split_lines(std::string_view text);
std::string join(const std::vector<std::string>& pieces, std::string_view separator);
std::string to_lower(std::string_view text);
std::string replace_all(std::string text, std::string_view from, std::string_view to);
/// True for [A-Za-z_][A-Za-z0-9_]*: as a variable, anything else must never reach a shell.
bool is_variable_name(std::string_view text);
/// POSIX shell quoting, for commands shown to the user: bare when nothing needs it, else '…'.
std::string shell_quote(std::string_view text);
/// `path` with the home directory shortened to "~", for messages only.
std::string display_path(std::string_view path, std::string_view home);

}  // namespace cudaenv
