// SPDX-License-Identifier: Apache-2.0
// Removing what specs name: environments, whole and damaged, and compilers that were installed by
// their name.
#pragma once

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/spec.hpp>
#include <cudaenv/install/install.hpp>
#include <cudaenv/jobs/session.hpp>

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace cudaenv::jobs {

/// A project whose pin an environment satisfies.
struct AskingProject {
    std::filesystem::path pin;
    Spec cuda;
};

/// Is told what happens, when it does.
class UninstallObserver {
 public:
    virtual ~UninstallObserver() = default;
    /// The environment that goes next will be missed. Only projects that `use` pinned are known.
    virtual void on_asked_for(const AskingProject& project) = 0;
    /// Another process has what is to be removed; we wait for it.
    virtual void on_wait(const install::Awaited& what) = 0;
    virtual void on_removed(const std::string& name, const install::Removal& removal) = 0;
    /// Something beside the removals went wrong, and kept none of them.
    virtual void on_fault(const Error& fault) = 0;
};

/// How many may go by one spec.
enum class Matches { one, every };

struct AllRemoved {};
/// Nothing that is installed is called so, or matches.
struct NothingMatches {
    Spec spec;
};
/// And only one may.
struct SeveralMatch {
    Spec spec;
    std::vector<std::string> names;
};
using UninstallEnd = std::variant<AllRemoved, NothingMatches, SeveralMatch>;

/// Removes what is called so by each of `specs`, or else everything that it matches: environments
/// by their version or, where none is meant, a compiler as gcc-N. Goes in their order, and no
/// further than the first that names nothing, or too much; in any case the shims are in step
/// afterwards. Throws Error(usage) for a malformed spec when its turn comes, else as
/// install::uninstall.
UninstallEnd uninstall(const std::vector<std::string>& specs,
                       Matches matches,
                       UninstallObserver& observer,
                       const Session& session);

}  // namespace cudaenv::jobs
