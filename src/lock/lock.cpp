// SPDX-License-Identifier: Apache-2.0
// A lock's own questions, and where it lies.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/own_names.hpp>
#include <cudaenv/lock/lock.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace cudaenv::lock {

namespace fs = std::filesystem;

namespace {

bool is_link(const fs::path& path) {
    std::error_code ignored;
    return fs::is_symlink(fs::symlink_status(path, ignored));
}

Error no_lock(const fs::path& path, const char* reason) {
    return {ErrorKind::integrity, fmt::format("{} {}", path.string(), reason), Advice::lock_again};
}

}  // namespace

const catalog::Release* Lock::find_release(Product product, Platform platform) const {
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
        if (release.product != Product::cuda) continue;
        for (const catalog::Offer& offer : release.offers) {
            for (const auto& [platform, archives] : offer.archives) found.insert(platform);
        }
    }
    return {found.begin(), found.end()};
}

fs::path lock_path(const fs::path& pin) {
    return pin.parent_path() / kProjectLock;
}

std::optional<LockFile> find_lock(const fs::path& path) {
    std::error_code ignored;
    const fs::file_status status = fs::status(path, ignored);
    if (!fs::exists(status)) return std::nullopt;
    if (!fs::is_regular_file(status)) throw no_lock(path, "is no file");
    if (fs::file_size(path, ignored) > kMostLockBytes)
        throw no_lock(path, "is larger than any lock");
    std::optional<std::string> text = find_file_text(path, kMostLockBytes);
    if (!text) return std::nullopt;
    try {
        Lock lock = parse_lock(*text, path.string());
        return LockFile{std::move(lock), *std::move(text)};
    } catch (const Error&) {
        // A stranger's link may lead to a key or a password, of which every complaint tells a bit.
        if (is_link(path)) throw no_lock(path, "is a link to what is no lock for this program");
        throw;
    }
}

}  // namespace cudaenv::lock
