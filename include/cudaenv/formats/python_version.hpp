// SPDX-License-Identifier: Apache-2.0
// Versions of Python packages: PEP 440.
#pragma once

#include <cudaenv/base/version.hpp>

#include <compare>
#include <string>

namespace cudaenv::formats {

/// A version as Python packages order them: ours, except that a post release follows what it
/// corrects.
class PythonVersion {
 public:
    explicit PythonVersion(Version version);

    [[nodiscard]] const Version& version() const { return version_; }
    [[nodiscard]] const std::string& text() const { return version_.text(); }
    /// The release it is of: 9.1.0.70 of 9.1.0.70.post1; itself otherwise.
    [[nodiscard]] const Version& release() const { return stage_ > 0 ? numbers_ : version_; }
    /// True for 13.0.88 and 13.0.88.post1 when asked about 13.0.88: what "==13.0.88.*" means.
    [[nodiscard]] bool begins_with(const Version& prefix) const;

    friend std::weak_ordering operator<=>(const PythonVersion& left, const PythonVersion& right);
    friend bool operator==(const PythonVersion& left, const PythonVersion& right) {
        return (left <=> right) == std::weak_ordering::equivalent;
    }

 private:
    Version version_;
    Version numbers_;  ///< without the suffix
    int stage_ = 0;    ///< before, at or after the release
};

}  // namespace cudaenv::formats
