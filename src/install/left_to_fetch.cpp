// SPDX-License-Identifier: Apache-2.0
// How much of an archive is not in the download cache.
#include "install/left_to_fetch.hpp"

#include <filesystem>
#include <system_error>

namespace cudaenv::install {

namespace {

namespace fs = std::filesystem;

std::uint64_t present_bytes(const catalog::Archive& archive, const store::Layout& layout) {
    for (const char* end : {"", ".partial"}) {
        std::error_code absent;
        const fs::path file = layout.downloads() / (archive.sha256.hex() + end);
        // Neither what a link leads to nor anything else will be used.
        if (!fs::is_regular_file(fs::symlink_status(file, absent))) continue;
        const auto size = fs::file_size(file, absent);
        if (!absent) return size;
    }
    return 0;
}

}  // namespace

ByteCount left_to_fetch(const StoreStep& step, const store::Layout& layout) {
    ByteCount left;
    for (const PlannedArchive& planned : step.archives) {
        const std::uint64_t size = planned.archive.size.value_or(ByteCount{}).value;
        const std::uint64_t present = present_bytes(planned.archive, layout);
        left += ByteCount{size > present ? size - present : 0};
    }
    return left;
}

}  // namespace cudaenv::install
