// SPDX-License-Identifier: Apache-2.0
// What is said of a lock that the catalogue does not vouch for.
#include "cli/words/lock_trust_words.hpp"

#include <cudaenv/base/printable.hpp>
#include <cudaenv/explain/advice.hpp>
#include <cudaenv/explain/objection.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::cli {

namespace {

using jobs::LockFault;
using lock::Objection;
using lock::ObjectionKind;

constexpr std::size_t kShown = 12;
constexpr std::size_t kDigestShown = 12;

bool has(const std::vector<Objection>& objections, ObjectionKind kind) {
    return std::any_of(objections.begin(), objections.end(), [kind](const Objection& each) {
        return each.kind == kind;
    });
}

/// Nobody but the lock knows the file.
bool is_unknown_file(const Objection& objection) {
    return objection.kind == ObjectionKind::unknown_archive ||
           objection.kind == ObjectionKind::other_file;
}

Error with_objections(Error error, const std::vector<Objection>& objections) {
    const std::vector<std::string> words = explain::objections_words(objections);
    for (std::size_t i = 0; i < std::min(kShown, words.size()); ++i) error.add_detail(words[i]);
    if (words.size() > kShown) {
        error.add_detail(
            fmt::format("and {} more: cudaenv lock --check names them", words.size() - kShown));
    }
    return error;
}

Error unvouched_error(const std::string& shown, bool has_unknown_release) {
    return {ErrorKind::refused,
            fmt::format("{} is not used: the catalogue does not vouch for it", shown),
            fmt::format("{}{}; cudaenv install --trust-lock, if you trust this repository",
                        explain::words(Advice::lock_again),
                        has_unknown_release
                            ? "; cudaenv catalog update, if the release is newer than the catalogue"
                            : "")};
}

Error untrustable_error(const std::string& shown) {
    return {ErrorKind::refused,
            fmt::format("{} is not used, not even with --trust-lock", shown),
            Advice::lock_again};
}

}  // namespace

Error refused_lock_error(const std::string& shown, const jobs::RefusedLock& refused) {
    const auto& objections = refused.objections;
    return with_objections(
        refused.fault == LockFault::untrustable
            ? untrustable_error(shown)
            : unvouched_error(shown, has(objections, ObjectionKind::unknown_release)),
        objections);
}

Error unprintable_project_error(const std::string& shown) {
    return {ErrorKind::usage,
            fmt::format("{} has a control character in its name: no environment can be its own",
                        printable(shown)),
            "rename the directory"};
}

std::vector<std::string> trusted_lines(const std::vector<Objection>& objections) {
    std::vector<std::string> lines;
    lines.reserve(objections.size());
    for (const Objection& each : objections) {
        lines.push_back(is_unknown_file(each)
                            ? fmt::format("  {} from {}: {}, sha256 {}…",
                                          each.archive.component,
                                          source_text(each.source),
                                          each.archive.path,
                                          each.archive.sha256.hex().substr(0, kDigestShown))
                            : "  " + explain::objection_words(each));
    }
    return lines;
}

}  // namespace cudaenv::cli
