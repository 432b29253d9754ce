// SPDX-License-Identifier: Apache-2.0
// One project's page of a wheel index: which wheels it has for our platforms.
#pragma once

#include <cudaenv/base/platform.hpp>
#include <cudaenv/catalog/release.hpp>

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::catalog {

/// A version as Python packages order them: ours, except that a post release follows what it
/// corrects.
class WheelVersion {
 public:
    explicit WheelVersion(Version version);

    [[nodiscard]] const Version& version() const { return version_; }
    [[nodiscard]] const std::string& text() const { return version_.text(); }
    /// The release it is of: 9.1.0.70 of 9.1.0.70.post1; itself otherwise.
    [[nodiscard]] const Version& release() const { return stage_ > 0 ? numbers_ : version_; }
    /// True for 13.0.88 and 13.0.88.post1 when asked about 13.0.88: what "==13.0.88.*" means.
    [[nodiscard]] bool begins_with(const Version& prefix) const;

    friend std::weak_ordering operator<=>(const WheelVersion& left, const WheelVersion& right);
    friend bool operator==(const WheelVersion& left, const WheelVersion& right) {
        return (left <=> right) == std::weak_ordering::equivalent;
    }

 private:
    Version version_;
    Version numbers_;  ///< without the suffix
    int stage_ = 0;    ///< before, at or after the release
};

struct Wheel {
    WheelVersion version;
    Platform platform = Platform::linux_x86_64;
    unsigned build = 0;
    std::string file_name;
    std::string uploaded;  ///< empty when the index does not say
    Sha256 sha256;
    std::optional<ByteCount> size;
    bool yanked = false;
};

/// Lower case, with single "-" for runs of "-", "_" and ".".
std::string normalized_project(std::string_view name);

/// The wheels of PEP 691 JSON that a Linux machine can use; placeholders, source archives and other
/// systems are skipped. One wheel for each version and platform: not withdrawn before withdrawn,
/// then the later build or upload.
std::vector<Wheel> parse_wheel_project(std::string_view json, const std::string& project);

Archive make_archive(const Wheel& wheel, const std::string& project, std::string_view component);

}  // namespace cudaenv::catalog
