// SPDX-License-Identifier: Apache-2.0
// Conditions on versions as Python projects write them: PEP 440, and Poetry's carets and tildes.
#pragma once

#include <cudaenv/base/spec.hpp>

#include <string>
#include <string_view>

namespace cudaenv::formats {

struct VersionSpecifier {
    Spec release;       ///< the same condition as a spec; `latest` for none
    std::string local;  ///< "cu124" of "==2.6.0+cu124"
};

/// `~=2.4` becomes `>=2.4,<3`, `==2.6.*` the prefix 2.6, and an exact version beside other
/// conditions stands alone. `!=2.5.*` becomes `!=2.5`, and `!=2.5` becomes `!=2.5.0`. Post-releases
/// and nightly builds (`.post2`, `.dev3`) count as the release. Throws Error(usage) that shows
/// `text`.
VersionSpecifier parse_version_specifier(std::string_view text);

}  // namespace cudaenv::formats
