// SPDX-License-Identifier: Apache-2.0
// What is newer than an installed environment, and still the same thing.
#pragma once

#include <cudaenv/jobs/install_job.hpp>
#include <cudaenv/jobs/session.hpp>
#include <cudaenv/resolve/resolve.hpp>
#include <cudaenv/store/examination.hpp>
#include <cudaenv/store/record.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace cudaenv::jobs {

struct Change {
    Product product = Product::cuda;
    Version from;
    Version to;
};

/// Turns `request` into: a patch release of the same toolkit (12.4), each library in its own major
/// version, with the profile and the kind of host compiler that are installed.
resolve::Request upgrade_request(resolve::Request request, const store::Record& record);

/// What gets newer; empty when nothing does.
std::vector<Change> newer_parts(const store::Record& record, const resolve::Resolution& resolution);

/// The environments of this root that cudaenv installed: linked and shared ones are others' matter.
store::Environments upgradable_environments(const store::Layout& layout);

/// Those of `all` that are called `spec` or that it matches; where there are none, the damaged one
/// that it may mean.
struct NamedEnvironments {
    std::vector<store::Installed> healthy;
    std::optional<store::Damaged> damaged = std::nullopt;
};
NamedEnvironments find_named(const Spec& spec, const store::Environments& all);

/// One environment and what would take its place.
struct Upgrade {
    store::Record record;
    resolve::Request request;
    resolve::Resolution best;  ///< if every source can be reached
    std::vector<Change> changes;
};
/// Nothing is newer, or what is newer is here.
struct UpToDate {};
/// It is what a lock says that only its user trusts.
struct OfTrustedLock {
    store::Record record;
};

/// Compares an installed environment with the catalogue; asks no source. `request` says which
/// sources are in use, and how well a release must run.
std::variant<Upgrade, UpToDate, OfTrustedLock, resolve::Refusal> find_upgrade(
    const store::Installed& environment, const resolve::Request& request, Session& session);

/// Installs it with what is installed now: components, static libraries, and the name, if
/// somebody chose it.
InstallWish upgrade_wish(const Upgrade& upgrade);

}  // namespace cudaenv::jobs
