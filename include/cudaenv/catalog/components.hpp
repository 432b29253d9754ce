// SPDX-License-Identifier: Apache-2.0
// Which components belong to which profile.
#pragma once

#include <cudaenv/base/profile.hpp>
#include <cudaenv/catalog/release.hpp>

#include <optional>
#include <string_view>

namespace cudaenv::catalog {

/// The smallest profile that takes a component of a source; nullopt for what is never installed
/// (driver, fabric). minimal: the compiler core (nvcc, crt, nvvm, cudart, cccl, culibos,
/// nvptxcompiler; Debian's cuda_dev). full only: Nsight tools, visual profilers, documentation,
/// demos, and Debian's rebuilt cuda_gdb. on_request: cuda_compat (forward compatibility, which must
/// not shadow a newer driver) and cudnn_jit (in place of cudnn, not beside it).
std::optional<Profile> component_profile(SourceName source, std::string_view component);
/// Whether environments of `profile` hold the component.
bool belongs_to_profile(SourceName source, std::string_view component, Profile profile);
/// As above, of what `provides` says: of a compiler they hold all, of a library whatever their
/// profile no samples and nothing that is only installed on request.
bool is_held(Provides provides, SourceName source, std::string_view component, Profile profile);

}  // namespace cudaenv::catalog
