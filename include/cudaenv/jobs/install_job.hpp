// SPDX-License-Identifier: Apache-2.0
// Installing a toolkit: what is asked for becomes a decision and a plan, then an environment.
#pragma once

#include <cudaenv/install/install.hpp>
#include <cudaenv/jobs/reachability.hpp>
#include <cudaenv/jobs/session.hpp>
#include <cudaenv/resolve/resolve.hpp>
#include <cudaenv/store/installed.hpp>

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace cudaenv::jobs {

/// What the user said in so many words. The rest of a request is a pin's word, the configuration's,
/// or a rule's.
struct UserChoices {
    bool libraries = false;  ///< beside cuDNN
    bool compiler = false;
    bool source = false;
};

/// What is to be installed, and from where.
struct InstallWish {
    resolve::Request request;                  ///< which sources can be reached is found out
    std::string spec = {};                     ///< as typed, for the record
    std::string name = {};                     ///< of the environment; empty: after what it holds
    std::vector<std::string> components = {};  ///< beyond the profile
    bool with_statics = false;                 ///< also without the full profile
    bool offline = false;                      ///< only from the store and the cache
    bool reinstall = false;                    ///< made again though it is here
    bool is_of_pin = false;                    ///< a repository's wish, whoever carries it out
    UserChoices user_chose = {};
};

/// A preferred source that has the release and does not answer.
struct PassedOverSource {
    SourceName source = SourceName::redist;
    source::Obstacle obstacle;

    friend bool operator==(const PassedOverSource&, const PassedOverSource&) = default;
};

/// A library that comes in another version than what all sources together would have given.
struct ReplacedLibrary {
    resolve::ChosenLibrary missed;
    resolve::ChosenLibrary taken;
};

struct Decision {
    resolve::Resolution resolution;
    install::Plan plan;
    std::vector<PassedOverSource> passed_over = {};
    std::vector<ReplacedLibrary> replaced = {};  ///< since a source does not answer
};

/// No source that has it answers.
struct Unreachable {
    Version version;
    std::vector<SourceName> offering;  ///< sources in use that have it
    std::map<SourceName, source::Obstacle> obstacles;
    std::optional<Version> nearest = std::nullopt;  ///< release that can be had
};

/// What would be installed if every source could be reached; asks none.
resolve::Answer resolve_everywhere(resolve::Request request, Session& session);

/// The whole environment, as far as looking at its files tells, that is here or in a shared root
/// for the same request. None of a wish that says more than a request does, or that wants it made
/// again. `best` is what resolve_everywhere() says.
std::optional<store::Installed> find_installed(const InstallWish& wish,
                                               const resolve::Resolution& best,
                                               Session& session);

/// Asks the sources which of them answer (offline: none is asked). What `best` says stands when all
/// do. What a pin alone wishes takes nothing away from an environment that is there. Throws
/// Error(not_found) for an unknown component.
std::variant<Decision, resolve::Refusal, Unreachable> decide(const InstallWish& wish,
                                                             const resolve::Resolution& best,
                                                             Session& session);

/// Whether an environment of the plan may be called `name`. One that stands for something else
/// could never be asked for; but an earlier program made such, and it is advised where one is
/// damaged.
bool may_be_called(const std::string& name, const install::Plan& plan, const store::Layout& layout);

/// What gets the new environment of `record` when it is asked for: what it was installed by, or its
/// name where that gets another one.
std::string spec_that_selects(const store::Record& record, const store::Layout& layout);

/// None of the sources in use has it.
struct NotOffered {
    Version version;
    std::vector<SourceName> offering;  ///< those that have it
};

/// Does what was planned, with the configuration's jobs and downloads, and brings the shims in
/// step; as install::run_plan() and refresh_shims().
struct CarryOutOptions {
    bool reinstall = false;
    std::optional<std::string> offline = std::nullopt;  ///< as install::RunOptions
};
install::Outcome carry_out(const install::Plan& plan,
                           const CarryOutOptions& options,
                           install::Observer& observer,
                           Session& session);

}  // namespace cudaenv::jobs
