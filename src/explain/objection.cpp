// SPDX-License-Identifier: Apache-2.0
// Objections as sentences.
#include <cudaenv/explain/objection.hpp>

#include <fmt/format.h>

#include <set>
#include <utility>

namespace cudaenv::explain {

namespace {

using lock::Disagreement;
using lock::Objection;
using lock::ObjectionKind;

constexpr std::size_t kDigestShown = 12;

std::string release_name(const Objection& objection) {
    return fmt::format("{} {}", product_title(objection.product), objection.version.text());
}

/// As the lock file and the manifests call it.
std::string_view field_text(lock::Field field) {
    using enum lock::Field;
    switch (field) {
        case product:
            return "product";
        case release:
            return "release";
        case min_glibc:
            return "min_glibc";
        case source:
            return "source";
        case provides:
            return "provides";
        case platform:
            return "platform";
        case component:
            return "component";
        case version:
            return "version";
        case path:
            return "path";
        case sha256:
            return "sha256";
        case variant:
            return "variant";
        case size:
            return "size";
    }
    return {};
}

std::string shortened(const Disagreement& difference, const std::string& value) {
    return difference.field == lock::Field::sha256 ? value.substr(0, kDigestShown) + "…" : value;
}

std::string list_of(const std::vector<Disagreement>& differences) {
    std::vector<std::string> words;
    for (const Disagreement& each : differences) {
        const std::string known = shortened(each, each.known);
        words.push_back(fmt::format("{} {} ({} in the catalogue)",
                                    field_text(each.field),
                                    shortened(each, each.locked),
                                    known.empty() ? "none" : known));
    }
    return fmt::format("{}", fmt::join(words, ", "));
}

std::string reason(const Objection& objection) {
    switch (objection.kind) {
        case ObjectionKind::unknown_archive:
            return "is not in the catalogue";
        case ObjectionKind::other_file:
            return "is another file in the catalogue: " + list_of(objection.disagreements);
        case ObjectionKind::moved_archive:
            return "belongs elsewhere: " + list_of(objection.disagreements);
        case ObjectionKind::other_facts:
            return "has the digest of a file that is something else: " +
                   list_of(objection.disagreements);
        case ObjectionKind::unfit_component:
            return "is what no environment holds";
        case ObjectionKind::left_out:
            return "is left out";
        case ObjectionKind::unknown_release:
        case ObjectionKind::other_release:
            break;
    }
    return {};
}

}  // namespace

std::string objection_words(const Objection& objection) {
    if (objection.kind == ObjectionKind::unknown_release)
        return "the catalogue does not know " + release_name(objection);
    if (!objection.platform)
        return fmt::format("{} has {}", release_name(objection), list_of(objection.disagreements));
    return fmt::format("{} {} of {} for {} from {} {}",
                       objection.archive.component,
                       objection.archive.path,
                       release_name(objection),
                       platform_text(*objection.platform),
                       source_text(objection.source),
                       reason(objection));
}

std::vector<std::string> objections_words(const std::vector<Objection>& objections) {
    std::set<std::string> unknown;
    std::vector<std::string> words;
    for (const Objection& each : objections) {
        if (each.kind == ObjectionKind::unknown_release) unknown.insert(release_name(each));
        const bool is_implied =
            each.kind == ObjectionKind::unknown_archive && unknown.contains(release_name(each));
        if (!is_implied) words.push_back(objection_words(each));
    }
    return words;
}

}  // namespace cudaenv::explain
