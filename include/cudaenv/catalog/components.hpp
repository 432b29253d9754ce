// SPDX-License-Identifier: Apache-2.0
// Which components belong to which profile.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cudaenv::catalog {

enum class Profile { minimal, standard, full };
/// "minimal", "default", "full".
std::string_view profile_text(Profile profile);
std::optional<Profile> find_profile(std::string_view text);

/// The smallest profile that takes a component of a source; nullopt for what is never installed
/// (driver, fabric). minimal: the compiler core (nvcc, crt, nvvm, cudart, cccl, culibos,
/// nvptxcompiler; Debian's cuda_dev). full only: Nsight tools, visual profilers, documentation,
/// demos, and Debian's rebuilt cuda_gdb.
std::optional<Profile> component_profile(std::string_view source, std::string_view component);

}  // namespace cudaenv::catalog
