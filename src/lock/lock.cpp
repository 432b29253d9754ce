// SPDX-License-Identifier: Apache-2.0
// A lock's own questions, and where it lies.
#include <cudaenv/base/error.hpp>
#include <cudaenv/lock/lock.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace cudaenv::lock {

namespace fs = std::filesystem;

const catalog::Release* Lock::find_release(const std::string& product, Platform platform) const {
    const auto found =
        std::find_if(releases.begin(), releases.end(), [&](const catalog::Release& release) {
            return release.product == product &&
                   std::any_of(release.offers.begin(),
                               release.offers.end(),
                               [platform](const catalog::Offer& offer) {
                                   return offer.archives.contains(platform);
                               });
        });
    return found == releases.end() ? nullptr : &*found;
}

std::vector<Platform> Lock::platforms() const {
    std::set<Platform> found;
    for (const catalog::Release& release : releases) {
        if (release.product != "cuda") continue;
        for (const catalog::Offer& offer : release.offers) {
            for (const auto& [platform, archives] : offer.archives) found.insert(platform);
        }
    }
    return {found.begin(), found.end()};
}

fs::path lock_path(const fs::path& pin) {
    return pin.parent_path() / ".cudaenv.lock";
}

std::optional<Lock> find_lock(const fs::path& path) {
    std::error_code absent;
    const auto size = fs::file_size(path, absent);
    if (!absent && size > kMaxLockBytes) {
        throw Error(ErrorKind::integrity,
                    fmt::format("{} is larger than any lock", path.string()),
                    "cudaenv lock writes it again");
    }
    const std::optional<std::string> text = find_file_text(path, kMaxLockBytes);
    if (!text) return std::nullopt;
    return parse_lock(*text, path.string());
}

}  // namespace cudaenv::lock
