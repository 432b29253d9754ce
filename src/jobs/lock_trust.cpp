// SPDX-License-Identifier: Apache-2.0
// A lock before the catalogue, and before the user.
#include <cudaenv/base/printable.hpp>
#include <cudaenv/digest/hash.hpp>
#include <cudaenv/jobs/lock_trust.hpp>
#include <cudaenv/store/environment_name.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace cudaenv::jobs {

namespace {

namespace fs = std::filesystem;
using lock::Objection;
using lock::ObjectionKind;

template <typename Predicate>
std::vector<Objection> only(const std::vector<Objection>& objections, Predicate predicate) {
    std::vector<Objection> chosen;
    std::copy_if(objections.begin(), objections.end(), std::back_inserter(chosen), predicate);
    return chosen;
}

/// An objection to an archive that is installed here, or to a release that has some.
bool concerns(const Objection& objection, const lock::Lock& lock, Platform platform) {
    if (objection.platform) return *objection.platform == platform;
    const catalog::Release* release = lock.find_release(objection.product, platform);
    return release != nullptr && release->version.text() == objection.version.text();
}

/// Of a release that the catalogue does not know, all: where a file belongs decides how it maps.
std::set<Sha256> unvouched_files(const std::vector<Objection>& objections,
                                 const lock::Lock& lock,
                                 Platform platform) {
    std::set<Sha256> files;
    for (const Objection& each : objections) {
        if (each.platform) files.insert(each.archive.sha256);
        if (each.kind != ObjectionKind::unknown_release) continue;
        for (const catalog::Offer& offer : lock.find_release(each.product, platform)->offers) {
            const auto archives = offer.archives.find(platform);
            if (archives == offer.archives.end()) continue;
            for (const catalog::Archive& archive : archives->second) files.insert(archive.sha256);
        }
    }
    return files;
}

install::TrustedLock trusted_lock(const lock::LockFile& file,
                                  const fs::path& project,
                                  const std::vector<Objection>& objections,
                                  Platform platform) {
    install::TrustedLock trusted;
    trusted.project = project;
    trusted.archives = unvouched_files(objections, file.lock, platform);
    trusted.text = file.text;
    const std::string identity =
        fmt::format("{}\n{}", project.string(), lock::archive_lines(file.lock, platform));
    trusted.label = store::lock_label(digest::hash_bytes(identity).hex());
    return trusted;
}

}  // namespace

LockJudgement judge_lock(const lock::LockFile& file,
                         const fs::path& pin,
                         LockTrust trust,
                         Session& session) {
    const Platform platform = session.machine().platform;
    std::vector<Objection> all = lock::find_objections(file.lock, session.catalog());
    if (!all.empty() && trust == LockTrust::none)
        return RefusedLock{LockFault::not_vouched_for, std::move(all)};
    auto hard = only(all, [](const Objection& each) { return !lock::may_be_trusted(each); });
    if (!hard.empty()) return RefusedLock{LockFault::untrustable, std::move(hard)};
    auto here =
        only(all, [&](const Objection& each) { return concerns(each, file.lock, platform); });
    if (here.empty()) return VouchedLock{};
    // By its real path: the pin may be reached by several.
    const fs::path project = fs::canonical(pin.parent_path());
    if (printable(project.string()) != project.string()) return UnprintableProject{project};
    install::TrustedLock trusted = trusted_lock(file, project, here, platform);
    return UserVouchedLock{std::move(trusted), std::move(here)};
}

}  // namespace cudaenv::jobs
