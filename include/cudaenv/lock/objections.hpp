// SPDX-License-Identifier: Apache-2.0
// What the catalogue has against a lock: a lock comes with a repository, and anybody may have
// written it.
#pragma once

#include <cudaenv/catalog/catalog.hpp>
#include <cudaenv/lock/lock.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::lock {

enum class ObjectionKind {
    unknown_release,  ///< the catalogue does not know the release
    other_release,    ///< it knows the release, with another least glibc
    unknown_archive,  ///< it knows neither the digest nor the path
    other_file,       ///< it knows another file at that path
    moved_archive,    ///< it knows the archive just so, but in another release
    other_facts,      ///< it knows the digest, and says other things of it
    unfit_component,  ///< no environment holds that component
    left_out,         ///< the release has it, and an environment of the lock's profile too
};

/// What lock and catalogue say of a release or an archive.
enum class Field {
    product,
    release,
    min_glibc,
    source,
    provides,
    platform,
    component,
    version,
    path,
    sha256,
    variant,
    size,
};

/// One field in which lock and catalogue disagree.
struct Disagreement {
    Field field;
    std::string locked;
    std::string known;
};

struct Objection {
    ObjectionKind kind = ObjectionKind::unknown_release;
    Product product = Product::cuda;
    Version version;
    std::vector<Disagreement> disagreements;
    // Of an archive; without a platform the objection is to the release.
    std::optional<Platform> platform = std::nullopt;
    SourceName source = SourceName::redist;
    catalog::Archive archive = {};
};

/// Compares every archive of every platform: release, source, what it provides, platform,
/// component, version, path, digest, variant and size (where both state one); and what the
/// catalogue has of a release's source and platform, and the lock lacks, though an environment of
/// its profile holds it: a part of a release must not pass for the release. Each release
/// and archive is named once, in the order of the lock.
std::vector<Objection> find_objections(const Lock& lock, const catalog::Catalog& catalog);

/// Whether a user may overrule it: the lock may know more than the catalogue, but it may not
/// contradict what the catalogue says of a digest, nor name what the program never installs.
bool may_be_trusted(const Objection& objection);

}  // namespace cudaenv::lock
