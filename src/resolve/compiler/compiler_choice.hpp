// SPDX-License-Identifier: Apache-2.0
// Which host compiler nvcc gets.
#pragma once

#include <cudaenv/resolve/refusal.hpp>
#include <cudaenv/resolve/resolution.hpp>

#include <variant>
#include <vector>

namespace cudaenv::resolve {

struct CompilerChoice {
    ChosenCompiler compiler;
    std::vector<Note> notes;
};

/// Of itself: the default g++ when nvcc accepts it, else the newest installed gcc that it accepts,
/// else the newest gcc of the catalogue that it accepts and that this libc runs, else an installed
/// clang, else none with a note. A clang comes last because it uses the C++ library of the
/// installed gcc, which is then one that nvcc does not accept. Of the system: the same without the
/// catalogue. A named gcc: that one, installed or from the catalogue; refused when nvcc or this
/// libc does not accept it, or nobody has it. A gcc that is known to fail with this nvcc counts as
/// not accepted.
std::variant<CompilerChoice, Refusal> choose_compiler(const Request& request,
                                                      const Version& toolkit,
                                                      const machine::Machine& machine,
                                                      const catalog::Facts& catalog);

}  // namespace cudaenv::resolve
