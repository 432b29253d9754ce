// SPDX-License-Identifier: Apache-2.0
// Hostile archives: whatever they hold, what is written stays below the given directory, and so
// does every link.
#include "fuzz/fuzz.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/archive/unpack.hpp>
#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/files.hpp>

#include <sys/mman.h>

#include <algorithm>
#include <string>

using namespace cudaenv;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMaxEntries = 200;
constexpr std::uint64_t kMaxBytes = 1U << 20U;

UniqueFd file_of(std::string_view bytes) {
    UniqueFd file(::memfd_create("archive", MFD_CLOEXEC));
    write_all(file.get(), bytes, "archive");
    return file;
}

archive::Format format_of(std::uint8_t byte) {
    switch (byte) {
        case 'd':
            return archive::Format::deb;
        case 'z':
            return archive::Format::zip;
        default:
            return archive::Format::tar;
    }
}

bool is_below(const fs::path& path, const fs::path& directory) {
    const auto [end, rest] =
        std::mismatch(directory.begin(), directory.end(), path.begin(), path.end());
    return end == directory.end();
}

void check_tree(const fs::path& prefix) {
    std::uint64_t entries = 0;
    for (const auto& entry : fs::recursive_directory_iterator(prefix)) {
        ++entries;
        const auto type = entry.symlink_status().type();
        fuzz::require(type == fs::file_type::regular || type == fs::file_type::directory ||
                          type == fs::file_type::symlink,
                      "only files, directories and links are made");
        if (type != fs::file_type::symlink) continue;
        std::error_code failed;
        const fs::path target = fs::weakly_canonical(entry.path(), failed);
        fuzz::require(failed || is_below(target, fs::canonical(prefix)), "links stay inside");
    }
    fuzz::require(entries <= kMaxEntries, "entries and directories are counted");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const test::TempDir directory;
    const fs::path prefix = directory / "prefix";
    fs::create_directory(prefix);
    fuzz::accept_or_refuse([&] {
        const UniqueFd file = file_of(fuzz::text_of(data + 1, size - 1));
        archive::UnpackRequest request;
        request.id = {"archive", format_of(data[0])};
        request.parts = {prefix};
        request.limits.max_entries = kMaxEntries;
        request.limits.max_bytes = kMaxBytes;
        request.mapping = [](const std::string& entry) {
            return std::optional(archive::Placement{.part = 0, .path = entry});
        };
        const CancelFlag never;
        archive::FileSource bytes(file.get(), "archive", never);
        archive::unpack(bytes, request, never);
    });
    check_tree(prefix);
    const auto beside = std::distance(fs::directory_iterator(directory.path()), {});
    fuzz::require(beside == 1, "nothing is written beside the prefix");
    return 0;
}
