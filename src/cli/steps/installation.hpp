// SPDX-License-Identifier: Apache-2.0
// One run of `cudaenv install`: what is asked for becomes a decision, a plan, and an installation.
#pragma once

#include "cli/options/request_options.hpp"
#include "cli/services.hpp"
#include "cli/words/install_words.hpp"

#include <cudaenv/jobs/install_job.hpp>
#include <cudaenv/lock/lock.hpp>
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

/// One spec to install, the pin that it came from and the lock that it goes by.
struct InstallTarget {
    Spec spec;
    std::optional<selection::Pin> pin;   ///< when the spec came from it
    std::optional<lock::LockFile> lock;  ///< exactly this; only with a pin
};

/// Says what was decided, lets it be done, says what came of it.
class Installation {
 public:
    /// Refers to its arguments.
    Installation(const InstallOptions& options, jobs::Session& session, Services& services);

    /// Decides, announces and, unless it is a dry run, carries out; prints what came of it.
    void install(const InstallTarget& target);

    /// Asks which sources answer, and decides; warns of sources passed over. `best` is what they
    /// would give if all did. Throws when none has it.
    jobs::Decision decide(const jobs::InstallWish& wish, const resolve::Resolution& best);
    void carry_out(const install::Plan& plan);

 private:
    void install_toolkit(const InstallTarget& target);
    void install_locked(const InstallTarget& target);
    void install_compiler(unsigned major);

    [[nodiscard]] resolve::Request request_of(const InstallTarget& target) const;
    [[nodiscard]] jobs::InstallWish wish_of(const resolve::Request& request,
                                            const InstallTarget& target) const;
    /// Error(usage) for a name that stands for something else.
    void check_given_name(const install::Plan& plan) const;
    void announce(const jobs::Decision& decision) const;
    void warn_of_sources(const std::vector<jobs::PassedOverSource>& sources) const;
    void report_planned(const install::Plan& plan) const;
    void warn_of_sharing(const std::vector<std::string>& environments) const;
    void report_existing(const std::string& name,
                         const std::filesystem::path& path,
                         const std::string& place = {}) const;
    /// What `cudaenv use` is told to get it.
    [[nodiscard]] std::string spec_of(const store::Record& record) const;
    void report_installed(const install::Plan& plan,
                          const install::Outcome& outcome,
                          double seconds) const;

    const InstallOptions& options_;
    jobs::Session& session_;
    Services& services_;
};

}  // namespace cudaenv::cli
