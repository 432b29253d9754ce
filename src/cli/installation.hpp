// SPDX-License-Identifier: Apache-2.0
// One run of `cudaenv install`: what is asked for becomes a decision, a plan, and an installation.
#pragma once

#include "cli/install_words.hpp"
#include "cli/request_options.hpp"
#include "cli/services.hpp"

#include <cudaenv/install/install.hpp>
#include <cudaenv/jobs/reachability.hpp>
#include <cudaenv/lock/lock.hpp>
#include <cudaenv/resolve/resolve.hpp>
#include <cudaenv/selection/pin.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::cli {

struct InstallOptions {
    std::vector<std::string> specs;
    RequestOptions request;
    std::vector<std::string> components;
    std::string name;
    bool dry_run = false;
    bool offline = false;
    bool locked = false;
    bool trust_lock = false;
    bool reinstall = false;
    bool json = false;
};

/// What one spec is installed with.
struct Job {
    Spec spec;
    std::optional<selection::Pin> pin;   ///< when the spec came from it
    std::optional<lock::LockFile> lock;  ///< exactly this; only with a pin
};

class Installation {
 public:
    /// Refers to its arguments.
    Installation(const InstallOptions& options, jobs::Session& session, Services& services);

    /// Decides, announces and, unless it is a dry run, carries out; prints what came of it.
    void install(const Job& job);

    struct Decision {
        resolve::Resolution resolution;
        install::Plan plan;
    };
    /// Asks which sources answer, and decides; warns of sources passed over. Throws when none has
    /// it.
    Decision decide(const resolve::Request& request, const Job& job);
    /// A name that stands for something else could never be asked for: Error(usage).
    void check_given_name(const install::Plan& plan) const;
    void announce(const Decision& decision) const;
    void carry_out(const install::Plan& plan);

 private:
    void install_toolkit(const Job& job);
    void install_locked(const Job& job);
    void install_compiler(unsigned major);

    [[nodiscard]] bool names_composition() const;
    bool is_installed_already(resolve::Request request) const;
    [[nodiscard]] std::optional<std::string> find_stored_source(
        const catalog::Summary& compiler, const std::vector<std::string>& offering) const;

    [[nodiscard]] jobs::Reachability ask_sources(const std::vector<std::string>& names) const;
    resolve::Resolution resolve_reachable(resolve::Request request);
    /// Of libraries that all sources together would have had in another version.
    void warn_of_older_libraries(resolve::Request request, const resolve::Resolution& taken) const;
    [[nodiscard]] std::vector<std::string> sources_of(const Version& toolkit,
                                                      const std::vector<std::string>& order) const;
    [[nodiscard]] std::string choose_source(const std::string& compiler,
                                            const std::vector<std::string>& offering) const;

    [[nodiscard]] install::Plan make_plan(const resolve::Resolution& resolution,
                                          const resolve::Request& request,
                                          const Job& job) const;
    [[nodiscard]] install::Plan make_compiler_plan(const catalog::Summary& compiler,
                                                   const std::string& source) const;
    void report_planned(const install::Plan& plan) const;
    void warn_of_sharing(const std::vector<std::string>& environments) const;
    void report_existing(const std::string& name, const std::filesystem::path& path) const;
    void report_installed(const install::Plan& plan,
                          const install::Outcome& outcome,
                          double seconds) const;

    const InstallOptions& options_;
    jobs::Session& session_;
    Services& services_;
    const config::Config& config_;
    const catalog::Catalog& catalog_;
    const machine::Machine& machine_;
};

}  // namespace cudaenv::cli
