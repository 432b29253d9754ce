// SPDX-License-Identifier: Apache-2.0
// Forward-compatibility libraries that stand on this machine.
#pragma once

#include <cudaenv/machine/machine.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::machine {

/// The contents of section `name` of a 64-bit little-endian ELF file, with its alignment. nullopt
/// for any other file, for one without it, and where an offset leads out of the file.
struct ElfSection {
    std::string bytes;
    std::size_t alignment = 1;
};
std::optional<ElfSection> find_elf_section(const std::filesystem::path& file,
                                           const std::string& name);

/// What the note .note.cuda.fwd_compatibility says; nullopt when there is none or it is malformed.
struct CompatNote {
    Version cuda;
    std::vector<unsigned> branches;
};
std::optional<CompatNote> parse_compat_note(const ElfSection& section);

/// Below usr/local/cuda*/compat, each once; of one without a note the directory's name gives the
/// CUDA version.
std::vector<CompatLibrary> find_compat_libraries(const std::filesystem::path& system_root);

}  // namespace cudaenv::machine
