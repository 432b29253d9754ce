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

using Sources = std::map<SourceName, std::unique_ptr<source::Source>>;

/// Where a plan takes releases from: the catalogue, or a lock.
using FindRelease = std::function<catalog::Release(Product product, const Version&)>;

struct PlannedArchive {
    catalog::Archive archive;
    std::string label;  ///< source::Source::label
};

/// Archives of one source that are made into store entries together: of one archive an entry for
/// each part; of several (the packages of a host compiler) one entry that holds them all.
struct StoreStep {
    SourceName source = SourceName::redist;
    source::Purpose purpose;
    std::vector<PlannedArchive> archives;
    std::vector<std::string> entries;  ///< name by part; empty: that part is not wanted
    bool in_store = false;             ///< every wanted entry exists: nothing to download

    /// For messages: the file of one archive, the entry of several.
    [[nodiscard]] std::string name() const;
    /// A compiler is used where it is; all else is linked into the environment.
    [[nodiscard]] bool is_compiler() const;
};

/// The environment that is made of the store entries.
struct EnvironmentStep {
    store::Record record;      ///< of the environment to be, without `files`
    std::string trusted_lock;  ///< its text; empty: the catalogue vouches for every archive
    /// Headers of its toolkit clash with newer glibc unless they are system headers.
    bool has_clashing_headers = false;
    /// It takes nothing away from an environment that is there already.
    bool keeps_what_is_there = false;
};

struct Plan {
    std::vector<StoreStep> steps;
    /// nullopt: the entry of the only step is wanted for itself.
    std::optional<EnvironmentStep> environment;
    /// Left to fetch: neither in the store nor, from an earlier run, in the cache.
    ByteCount download;

    /// Of what it makes: the environment, or the store entry.
    [[nodiscard]] std::string name() const;
    /// Where that will stand.
    [[nodiscard]] std::filesystem::path path(const store::Layout& layout) const;
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
    std::string environment_name;         ///< --name; empty: after what it holds (choose_name)
    std::vector<std::string> components;  ///< --component: beyond the profile
    bool with_statics = false;            ///< --with static, or profile full
    Platform platform = Platform::linux_x86_64;
    std::string spec;  ///< as typed
    Profile profile = Profile::standard;
    bool is_compiler_named = false;  ///< the host compiler is a wish, not what fits
    bool every_archive = false;      ///< the releases hold nothing else (a lock's)
    std::optional<TrustedLock> trusted_lock = std::nullopt;
};

/// What plans are made with. Refers to what outlives it.
struct Supplies {
    FindRelease find_release;
    const Sources& sources;
    const store::Layout& layout;
};

/// Pure but for looking which environments, store entries and downloads exist. Throws
/// Error(not_found) for an unknown component.
Plan make_plan(const resolve::Resolution& resolution,
               const PlanOptions& options,
               const Supplies& supplies);

/// Only the compiler of `version` from `source` ("cudaenv install gcc-10").
Plan make_compiler_plan(const Version& version,
                        SourceName source,
                        const PlanOptions& options,
                        const Supplies& supplies);

}  // namespace cudaenv::install
