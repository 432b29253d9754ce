// SPDX-License-Identifier: Apache-2.0
// Whether LD_LIBRARY_PATH is touched.
#include "base/named_values.hpp"

#include <cudaenv/base/library_path.hpp>

namespace cudaenv {

namespace {

constexpr NamedValues<LibraryPath, 3> kLibraryPaths{{{LibraryPath::automatic, "auto"},
                                                     {LibraryPath::always, "always"},
                                                     {LibraryPath::never, "never"}}};

}  // namespace

std::optional<LibraryPath> find_library_path(std::string_view text) {
    return find_value(kLibraryPaths, text);
}

}  // namespace cudaenv
