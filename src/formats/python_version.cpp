// SPDX-License-Identifier: Apache-2.0
// The order of the versions of Python packages.
#include <cudaenv/formats/python_version.hpp>

#include <utility>

namespace cudaenv::formats {

namespace {

int stage_of(const std::string& suffix) {
    if (suffix.empty()) return 0;
    return suffix.starts_with("post") ? 1 : -1;
}

}  // namespace

PythonVersion::PythonVersion(Version version)
    : version_(std::move(version)),
      numbers_(version_.truncated(version_.numbers().size())),
      stage_(stage_of(version_.suffix())) {}

bool PythonVersion::begins_with(const Version& prefix) const {
    return prefix.is_prefix_of(numbers_);
}

std::weak_ordering operator<=>(const PythonVersion& left, const PythonVersion& right) {
    if (left.numbers_ != right.numbers_) return left.numbers_ <=> right.numbers_;
    if (left.stage_ != right.stage_) return left.stage_ <=> right.stage_;
    return left.version_ <=> right.version_;
}

}  // namespace cudaenv::formats
