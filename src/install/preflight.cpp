// SPDX-License-Identifier: Apache-2.0
// What can be known to fail before anything is fetched. Manifests tell no unpacked sizes: they are
// estimated, and rather too low than too high, for what would have fitted must not be refused.
#include "install/preflight.hpp"

#include "install/left_to_fetch.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/source/source.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace cudaenv::install {

namespace {

/// How much an archive grows when it is unpacked.
struct Growth {
    std::string_view end;  ///< of the file name
    double whole;          ///< with the big static libraries
    double core;           ///< without them
};

/// Measured. Debian packages of CUDA 11.2, 11.8 and 12.4: whole 2.5 to 3.4, and 11.2 without static
/// libraries 627 MB to 193 MB. NVIDIA's .tar.xz: 2.4, of which static libraries are more than half.
/// Wheels, which hold none (12.4: nvcc, nvrtc, curand): 1.75 to 2.67.
constexpr Growth kGrowths[] = {
    {".deb", 2.5, 0.3}, {".whl", 1.75, 1.75}, {".tar.xz", 2.4, 1.0}, {"", 1.0, 0.3}};

/// CUDA 13.0 whole is 1980 files of some 5 GB; directories and links come on top.
constexpr std::uint64_t kBytesPerInode = 2U << 20U;
/// The directories of an entry and of the environment, and a file or two.
constexpr std::uint64_t kInodesPerArchive = 8;
/// The file and its lock.
constexpr std::uint64_t kInodesPerDownload = 2;

/// An entry that has no static part beside it (of a compiler) holds everything, too.
bool is_whole(const StoreStep& step) {
    return step.entries.size() <= source::kStatics || !step.entries[source::kStatics].empty();
}

ByteCount unpacked_size(const catalog::Archive& archive, bool is_whole) {
    const std::string name = archive.file_name();
    const auto size = static_cast<double>(archive.size.value_or(ByteCount{}).value);
    for (const Growth& growth : kGrowths) {
        if (!name.ends_with(growth.end)) continue;
        return {static_cast<std::uint64_t>(size * (is_whole ? growth.whole : growth.core))};
    }
    return {};
}

/// The needs of all directories on one file system.
struct Sum {
    const SpaceNeed* largest = nullptr;
    FreeSpace free;
    ByteCount download;
    ByteCount unpacked;
    std::uint64_t inodes = 0;

    void add(const SpaceNeed& need) {
        const auto bytes = [](const SpaceNeed& each) { return each.download + each.unpacked; };
        if (largest == nullptr || bytes(need) > bytes(*largest)) largest = &need;
        download += need.download;
        unpacked += need.unpacked;
        inodes += need.inodes;
    }
};

std::string needed_words(const Sum& sum) {
    if (sum.unpacked.value == 0) return fmt::format("{} to download", render_bytes(sum.download));
    std::string unpacked = fmt::format("about {} for what is unpacked", render_bytes(sum.unpacked));
    if (sum.download.value == 0) return unpacked;
    return fmt::format("{} to download and {}", render_bytes(sum.download), unpacked);
}

void check_bytes(const Sum& sum) {
    if (sum.download + sum.unpacked <= sum.free.bytes) return;
    throw Error(ErrorKind::io,
                fmt::format("not enough space in {}: {}, {} free",
                            sum.largest->directory.string(),
                            needed_words(sum),
                            render_bytes(sum.free.bytes)),
                fmt::format("free some space, or set {} to a directory on a larger file system",
                            sum.largest->variable));
}

void check_inodes(const Sum& sum) {
    if (!sum.free.inodes || sum.inodes <= *sum.free.inodes) return;
    throw Error(ErrorKind::io,
                fmt::format("not enough inodes in {}: at least {} files and directories to make, "
                            "{} inodes free (whatever the {} of free space)",
                            sum.largest->directory.string(),
                            sum.inodes,
                            *sum.free.inodes,
                            render_bytes(sum.free.bytes)),
                fmt::format("remove files there (df -i shows the number), or set {} to a directory "
                            "on another file system",
                            sum.largest->variable));
}

}  // namespace

Plan as_the_store_is(Plan plan, const Unfit& unfit, const store::Layout& layout) {
    plan.download = {};
    for (StoreStep& step : plan.steps) {
        step.in_store = std::none_of(step.entries.begin(),
                                     step.entries.end(),
                                     [&](const auto& entry) { return unfit.contains(entry); });
        if (!step.in_store) plan.download += left_to_fetch(step, layout);
    }
    return plan;
}

std::vector<SpaceNeed> space_needs(const Plan& plan, const store::Layout& layout) {
    SpaceNeed cache{layout.downloads(), plan.download, {}, 0, "XDG_CACHE_HOME"};
    SpaceNeed staging{layout.staging(), {}, {}, 0, "CUDAENV_ROOT"};
    for (const StoreStep& step : plan.steps) {
        if (step.in_store) continue;
        for (const PlannedArchive& planned : step.archives) {
            const ByteCount unpacked = unpacked_size(planned.archive, is_whole(step));
            cache.inodes += kInodesPerDownload;
            staging.unpacked += unpacked;
            staging.inodes += kInodesPerArchive + unpacked.value / kBytesPerInode;
        }
    }
    return {cache, staging};
}

void check_moves(const store::Layout& layout, const FreeOf& free_of) {
    const FreeSpace staging = free_of(layout.staging());
    for (const std::filesystem::path& target : {layout.store(), layout.environments()}) {
        const FreeSpace there = free_of(target);
        if (there.file_system == staging.file_system && there.mount == staging.mount) continue;
        throw Error(ErrorKind::refused,
                    fmt::format("{} and {} are on different file systems or mounts: what is made "
                                "in the one could not be moved to the other",
                                layout.staging().string(),
                                target.string()),
                    "mount the whole root instead, or set CUDAENV_ROOT to a directory without "
                    "mounts below it");
    }
}

void check_space(const std::vector<SpaceNeed>& needs, const FreeOf& free_of) {
    std::map<std::uint64_t, Sum> sums;
    for (const SpaceNeed& need : needs) {
        const FreeSpace free = free_of(need.directory);
        Sum& sum = sums[free.file_system];
        sum.free = free;
        sum.add(need);
    }
    for (const auto& [file_system, sum] : sums) {
        check_bytes(sum);
        check_inodes(sum);
    }
}

}  // namespace cudaenv::install
