// SPDX-License-Identifier: Apache-2.0
// How collected tables write ranges of versions ("2.22 - 2.26", "25.09+", "12.x"), as spec ranges.
#pragma once

#include <cudaenv/base/version.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace cudaenv::catalog {

/// Versions from `from` on, up to and with those that begin with `to`.
struct VersionSpan {
    std::optional<Version> from;  ///< absent: no lower end
    std::optional<Version> to;    ///< absent: no upper end

    /// ">=2.22,<2.27"; text without both ends is ">=0".
    [[nodiscard]] std::string range() const;
};

/// "2.22 - 2.26", ">=2.27", "<=2.6", "25.09+", "12.4", "12.x", "13.0u2"; a remark behind it is
/// skipped ("10.2 (default)"). nullopt for anything else ("newest seen 2.7").
std::optional<VersionSpan> find_version_span(std::string_view text);

/// The version just before every one that begins with `version`: 0.7.0 of 0.7.1, 0.10 of 0.11.
Version version_before(const Version& version);
/// The first that does not begin with `version`: 2.27 of 2.26, 25.07 of 25.06.
Version version_after(const Version& version);

}  // namespace cudaenv::catalog
