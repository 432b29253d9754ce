// SPDX-License-Identifier: Apache-2.0
// The libraries beside toolkit and cuDNN: only those that a request names.
#pragma once

#include <cudaenv/resolve/resolution.hpp>

#include <string>
#include <variant>
#include <vector>

namespace cudaenv::resolve {

struct NamedLibraries {
    std::vector<ChosenLibrary> libraries;  ///< by name
    std::vector<std::string> citations;    ///< of the rows that decided, each once
};

/// Missing is the first that cannot be had.
std::variant<NamedLibraries, MissingLibrary> choose_named_libraries(const Request& request,
                                                                    const Version& toolkit,
                                                                    const machine::Machine& machine,
                                                                    const catalog::Facts& catalog);

}  // namespace cudaenv::resolve
