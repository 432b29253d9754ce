// SPDX-License-Identifier: Apache-2.0
// Every known release: which sources have it, how it runs here, and what is to be said of it.
#pragma once

#include <cudaenv/base/spec.hpp>
#include <cudaenv/jobs/session.hpp>
#include <cudaenv/resolve/resolve.hpp>

#include <optional>
#include <variant>
#include <vector>

namespace cudaenv::jobs {

/// The one thing about a release that matters most to whoever chooses.
enum class Remark {
    none,
    prerelease,     ///< taken only when named exactly
    withdrawn,      ///< so, too
    newest_native,  ///< what is taken unasked
    only_ptx,       ///< for a GPU of this machine
    not_every_gpu,
    unknown_driver,  ///< which one it needs is not known
    gpu_dropped,
    needs_driver,  ///< to run natively
};

struct AvailableRelease {
    Version version;
    resolve::Judgement judgement;
    std::vector<SourceName> sources;  ///< those that have the whole toolkit for this platform
    bool installed = false;
    bool prerelease = false;
    bool yanked = false;
    Remark remark = Remark::none;
};

struct AvailableReleases {
    std::vector<AvailableRelease> releases;      ///< that a source has as a toolkit, newest first
    std::vector<Version> unsourced;              ///< that are known and no source has, ascending
    std::optional<resolve::KnownDriver> driver;  ///< of the machine
};

/// Those that match `spec`, with sources in the order of preference; NamesNoRelease for a spec that
/// can match none.
std::variant<AvailableReleases, resolve::Refusal> find_available(const Spec& spec,
                                                                 Session& session);

/// Whether any release satisfies `spec`, one that nobody offers included.
bool knows_release(const Spec& spec, const catalog::Facts& catalog);

}  // namespace cudaenv::jobs
