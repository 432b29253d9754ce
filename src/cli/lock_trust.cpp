// SPDX-License-Identifier: Apache-2.0
// A lock before the catalogue, and before the user.
#include "cli/lock_trust.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/printable.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/digest/hash.hpp>
#include <cudaenv/lock/objections.hpp>
#include <cudaenv/source/sources.hpp>
#include <cudaenv/store/environment_name.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

namespace cudaenv::cli {

namespace {

namespace fs = std::filesystem;
using lock::Objection;
using lock::ObjectionKind;

constexpr std::size_t kShown = 12;
constexpr std::size_t kDigestShown = 12;

bool has(const std::vector<Objection>& objections, ObjectionKind kind) {
    return std::any_of(objections.begin(), objections.end(), [kind](const Objection& each) {
        return each.kind == kind;
    });
}

Error refusal(const std::string& message, const std::vector<Objection>& objections) {
    Error error(ErrorKind::refused, message);
    const std::vector<std::string> words = lock::objections_words(objections);
    for (std::size_t i = 0; i < std::min(kShown, words.size()); ++i) error.add_detail(words[i]);
    if (words.size() > kShown) {
        error.add_detail(
            fmt::format("and {} more: cudaenv lock --check names them", words.size() - kShown));
    }
    return error;
}

Error unvouched_error(const std::string& shown, const std::vector<Objection>& objections) {
    Error error = refusal(fmt::format("{} is not used: the catalogue does not vouch for it", shown),
                          objections);
    error.set_hint(fmt::format(
        "cudaenv lock makes it again{}; cudaenv install --trust-lock, if you trust this repository",
        has(objections, ObjectionKind::unknown_release)
            ? "; cudaenv catalog update, if the release is newer than the catalogue"
            : ""));
    return error;
}

Error untrustable_error(const std::string& shown, const std::vector<Objection>& objections) {
    Error error =
        refusal(fmt::format("{} is not used, not even with --trust-lock", shown), objections);
    error.set_hint("cudaenv lock makes it again");
    return error;
}

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

/// Nobody but the lock knows the file.
bool is_unknown_file(const Objection& objection) {
    return objection.kind == ObjectionKind::unknown_archive ||
           objection.kind == ObjectionKind::other_file;
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

void say_what_is_trusted(const std::string& shown,
                         const std::vector<Objection>& objections,
                         const Services& services) {
    services.output.warning(
        fmt::format("{} is trusted, though cudaenv's catalogue does not vouch for this:", shown));
    for (const Objection& each : objections) {
        services.output.words(is_unknown_file(each)
                                  ? fmt::format("  {} from {}: {}, sha256 {}…",
                                                each.archive.component,
                                                each.source,
                                                each.archive.path,
                                                each.archive.sha256.hex().substr(0, kDigestShown))
                                  : "  " + lock::objection_words(each));
    }
}

/// By its real path: the pin may be reached by several.
fs::path project_of(const fs::path& pin, const Services& services) {
    fs::path project = fs::canonical(pin.parent_path());
    if (printable(project.string()) == project.string()) return project;
    throw Error(ErrorKind::usage,
                fmt::format("{} has a control character in its name: no environment can be its own",
                            printable(services.shown(project))),
                "rename the directory");
}

}  // namespace

std::optional<install::TrustedLock> judge_lock(const lock::LockFile& file,
                                               const fs::path& pin,
                                               LockTrust trust,
                                               Platform platform,
                                               const catalog::Catalog& catalog,
                                               const Services& services) {
    const lock::Lock& lock = file.lock;
    const std::vector<Objection> all =
        lock::find_objections(lock, catalog, source::known_sources());
    const std::string shown = services.shown(lock::lock_path(pin));
    if (!all.empty() && trust == LockTrust::none) throw unvouched_error(shown, all);
    const auto hard = only(all, [](const Objection& each) { return !lock::may_be_trusted(each); });
    if (!hard.empty()) throw untrustable_error(shown, hard);
    const auto here =
        only(all, [&](const Objection& each) { return concerns(each, lock, platform); });
    if (here.empty()) {
        if (trust == LockTrust::user) {
            services.output.words(fmt::format(
                "the catalogue vouches for all that {} brings here: --trust-lock changes nothing",
                shown));
        }
        return std::nullopt;
    }
    install::TrustedLock trusted;
    trusted.project = project_of(pin, services);
    trusted.archives = unvouched_files(here, lock, platform);
    trusted.text = file.text;
    const std::string identity =
        fmt::format("{}\n{}", trusted.project.string(), lock::archive_lines(lock, platform));
    trusted.label = store::lock_label(digest::hash_bytes(identity).hex());
    say_what_is_trusted(shown, here, services);
    return trusted;
}

}  // namespace cudaenv::cli
