// SPDX-License-Identifier: Apache-2.0
// The ini dialect of pip.conf (Python's configparser), as far as pip uses it.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace cudaenv::formats {

/// Section → key → value. Keys as pip compares them: lower case, '-' instead of '_', without
/// leading "--". Continuation lines are joined with line ends.
using PipIni = std::map<std::string, std::map<std::string, std::string>>;

/// Lines that are neither section, key, continuation nor comment are skipped.
PipIni parse_pip_ini(std::string_view text);

}  // namespace cudaenv::formats
