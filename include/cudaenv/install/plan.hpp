// SPDX-License-Identifier: Apache-2.0
// What an installation will do, decided before anything is written.
#pragma once

#include <cudaenv/catalog/components.hpp>
#include <cudaenv/catalog/release.hpp>
#include <cudaenv/resolve/resolution.hpp>
#include <cudaenv/source/source.hpp>
#include <cudaenv/store/layout.hpp>
#include <cudaenv/store/record.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace cudaenv::install {

using Sources = std::map<std::string, std::unique_ptr<source::Source>>;

/// Where a plan takes releases from: the catalogue, or a lock.
using FindRelease = std::function<catalog::Release(const std::string& product, const Version&)>;

/// One archive and the store entries to make of it.
struct PlannedArchive {
    catalog::Archive archive;
    std::string label;  ///< source::Source::label
    std::string source;
    source::Purpose purpose;
    /// Entry name per part; empty: that part is not wanted. A compiler's archives share one entry
    /// (see PlannedCompiler).
    std::vector<std::string> entries;
    bool in_store = false;  ///< every wanted entry exists: nothing to download
};

/// A host compiler made of several packages: one store entry.
struct PlannedCompiler {
    std::string entry;
    unsigned gcc_major = 0;
    std::vector<std::size_t> archives;  ///< indexes into Plan::archives
    bool in_store = false;
};

struct Plan {
    store::Record record;  ///< of the environment to be, without `files`
    std::vector<PlannedArchive> archives;
    std::optional<PlannedCompiler> compiler;
    ByteCount
        download;  ///< left to fetch: neither in the store nor, from an earlier run, in the cache
    std::string trusted_lock;  ///< its text; empty: the catalogue vouches for every archive
    /// A repository's wish: it takes nothing away from an environment that is there already.
    bool keeps_what_is_there = false;
};

/// A lock that says more than the catalogue, and that the user trusts: what comes of it stays apart
/// from all else.
struct TrustedLock {
    std::filesystem::path project;  ///< the directory of the lock, the only one it is good for
    std::set<Sha256> archives;      ///< what nobody but the lock vouches for
    std::string label;              ///< ends the environment's name
    std::string text;               ///< the file
};

struct PlanOptions {
    std::string environment_name;         ///< --name; empty: <toolkit>[-cudnn<x.y.z>]
    std::vector<std::string> components;  ///< --component: beyond the profile
    bool with_statics = false;            ///< --with static, or profile full
    Platform platform = Platform::linux_x86_64;
    std::string spec;  ///< as typed
    Profile profile = Profile::standard;
    bool every_archive = false;  ///< the releases hold nothing else (a lock's)
    std::optional<TrustedLock> trusted_lock = std::nullopt;
};

/// Pure but for looking which store entries and downloads exist. Throws Error(not_found) for an
/// unknown component.
Plan make_plan(const resolve::Resolution& resolution,
               const PlanOptions& options,
               const FindRelease& find_release,
               const Sources& sources,
               const store::Layout& layout);

/// The plan as it is where `unfit` entries, though they are in the store, must be made.
Plan without_entries(Plan plan, const std::set<std::string>& unfit, const store::Layout& layout);

/// Only the compiler of `version` ("cudaenv install gcc-10").
Plan make_compiler_plan(const Version& version,
                        const PlanOptions& options,
                        const FindRelease& find_release,
                        const Sources& sources,
                        const std::string& source,
                        const store::Layout& layout);

}  // namespace cudaenv::install
