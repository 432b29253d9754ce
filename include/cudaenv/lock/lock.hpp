// SPDX-License-Identifier: Apache-2.0
// .cudaenv.lock: what the pin beside it comes to, archive by archive, on every platform.
#pragma once

#include <cudaenv/base/compiler_wish.hpp>
#include <cudaenv/base/platform.hpp>
#include <cudaenv/base/profile.hpp>
#include <cudaenv/catalog/release.hpp>

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::lock {

/// Of all releases and platforms together; a project has some hundred.
inline constexpr std::size_t kMostArchives = 5'000;

using PinValues = std::map<std::string, std::string>;  ///< "cuda" -> "12.4", "cudnn" -> "9"

struct Lock {
    unsigned catalogue = 1;  ///< revision of the catalogue it was made from
    PinValues pin;           ///< what the pin said then
    Profile profile = Profile::standard;
    CompilerWish host_compiler;  ///< as asked for; a compiler of the machine is not locked
    /// Each with nothing but the archives to install, sorted by product and version. A platform
    /// whose newest fitting library is another one has a release of its own.
    std::vector<catalog::Release> releases;

    /// The release of `product` that `platform` gets; nullptr when it gets none.
    [[nodiscard]] const catalog::Release* find_release(Product product, Platform platform) const;
    /// Those that have a toolkit.
    [[nodiscard]] std::vector<Platform> platforms() const;
};

/// JSON, one archive a line, sorted: the same lock is always the same bytes.
std::string render_lock(const Lock& lock);
/// What `platform` gets, one line an archive, sorted: the same archives are always the same text.
std::string archive_lines(const Lock& lock, Platform platform);
/// Throws Error(integrity) naming `file` and the field for anything that render_lock would not
/// write: unknown and missing fields, malformed digests, paths that lead elsewhere, a release or an
/// archive twice; also for more than kMostArchives. What stands in the text is not quoted.
Lock parse_lock(std::string_view text, const std::string& file);

/// .cudaenv.lock in the directory of the pin.
std::filesystem::path lock_path(const std::filesystem::path& pin);
struct LockFile {
    Lock lock;
    std::string text;  ///< as it is, which may be laid out in any way
};
/// nullopt when there is none. Throws as parse_lock, also for more than kMostLockBytes; of what a
/// link leads to nothing is said but that it is no lock.
std::optional<LockFile> find_lock(const std::filesystem::path& path);

}  // namespace cudaenv::lock
