// SPDX-License-Identifier: Apache-2.0
// cudaenv install: from a spec to an installed environment.
#include "cli/catalog_access.hpp"
#include "cli/command.hpp"
#include "cli/install_words.hpp"
#include "cli/installed_already.hpp"
#include "cli/progress.hpp"
#include "cli/request_options.hpp"
#include "cli/resolution_text.hpp"
#include "cli/source_access.hpp"

#include <cudaenv/activation/shims.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/install/install.hpp>
#include <cudaenv/resolve/resolve.hpp>
#include <cudaenv/store/installed.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace cudaenv::cli {

namespace {

struct InstallOptions {
    std::vector<std::string> specs;
    RequestOptions request;
    std::vector<std::string> components;
    std::vector<std::string> with;
    std::string name;
    bool dry_run = false;
    bool offline = false;
    bool reinstall = false;
    bool json = false;
};

void bind(CLI::App& command, InstallOptions& options) {
    command.add_option("spec",
                       options.specs,
                       "Releases (11.2, 12.4.1, latest) or a host compiler (gcc-10); none: what "
                       ".cudaenv asks for");
    bind_request_options(command, options.request);
    command.add_option("--component",
                       options.components,
                       "Also this component, beyond the profile (may be repeated)");
    command.add_option("--with", options.with, "Also: static (the static maths libraries)")
        ->check(CLI::IsMember({"static"}));
    command.add_option(
        "--name", options.name, "Name of the environment (default: <toolkit>[-cudnn<version>])");
    command.add_flag(
        "--dry-run", options.dry_run, "Show what would be fetched and installed, and stop");
    command.add_flag("--offline", options.offline, "Use only what is in the store and the cache");
    command.add_flag(
        "--reinstall", options.reinstall, "Make the environment again even when it is installed");
    command.add_flag("--json", options.json, "One JSON object when done");
    command.footer(
        "examples:  cudaenv install 11.2\n"
        "           cudaenv install 13 --profile minimal\n"
        "           cudaenv install 12.4 --cudnn none --host-compiler system");
}

/// What one spec is installed with.
struct Job {
    Spec spec;
    std::optional<selection::Pin> pin;  ///< when the spec came from it
};

std::vector<Job> gather_jobs(const InstallOptions& options, const Services& services) {
    std::vector<Job> jobs;
    for (const std::string& text : options.specs) jobs.push_back({parse_spec(text), std::nullopt});
    if (!jobs.empty()) return jobs;
    if (const auto file = selection::find_pin_file(services.directory)) {
        const selection::Pin pin = selection::load_pin(*file);
        services.output.words(
            fmt::format("{} asks for CUDA {}", services.shown(*file), pin.cuda().text()));
        return {{pin.cuda(), pin}};
    }
    return {{parse_spec("latest"), std::nullopt}};
}

/// gcc-10 -> 10.
std::optional<unsigned> find_compiler_major(const Spec& spec) {
    if (!spec.text().starts_with("gcc-")) return std::nullopt;
    const auto version = find_version(spec.text().substr(4));
    return version ? std::optional(version->major_number()) : std::nullopt;
}

/// The command line says more than a release and a profile: only the whole plan can tell whether it
/// is here.
bool names_composition(const InstallOptions& options) {
    const RequestOptions& request = options.request;
    return options.reinstall || options.dry_run || !request.host_compiler.empty() ||
           !request.source.empty() || !options.components.empty() || !options.with.empty() ||
           !options.name.empty();
}

/// One installation with everything it needs, so that the steps read in order.
class Installation {
 public:
    Installation(const InstallOptions& options, const config::Config& config, Services& services)
        : options_(options),
          config_(config),
          services_(services),
          catalog_(open_catalog(services)),
          view_(view_of(catalog_)),
          machine_(detect(options.request.machine, services)) {}

    void install(const Job& job) {
        if (const auto major = find_compiler_major(job.spec)) {
            install_compiler(*major);
            return;
        }
        const resolve::Request request = ask(job);
        if (!names_composition(options_) && is_installed_already(request)) return;
        const resolve::Resolution resolution = resolve_reachable(request);
        const install::Plan plan = make_plan(resolution, request, job);
        announce(resolution, plan);
        if (!options_.dry_run) carry_out(plan);
    }

 private:
    [[nodiscard]] resolve::Request ask(const Job& job) const {
        return make_request(job.spec, options_.request, job.pin ? &*job.pin : nullptr, config_);
    }

    /// Answers without a network.
    bool is_installed_already(resolve::Request request) {
        request.reachable.insert(request.sources.begin(), request.sources.end());
        const resolve::Resolution resolution = resolve::resolve(request, machine_, view_);
        const auto installed =
            find_same_request(request, resolution, store::list_installed(services_.layout, {}));
        if (!installed) return false;
        report_existing(installed->name, installed->path);
        return true;
    }

    resolve::Resolution resolve_reachable(resolve::Request request) {
        sources_ = make_sources(request.sources, config_, services_);
        Reachability reachability;
        if (options_.offline) {
            reachability.reachable.insert(request.sources.begin(), request.sources.end());
        } else {
            reachability = probe(sources_, services_);
        }
        request.reachable = reachability.reachable;
        const resolve::Resolution resolution = resolve::resolve(request, machine_, view_);
        if (resolution.source.empty())
            throw unreachable_error(
                resolution, request, reachability.reasons, view_, machine_.platform);
        for (const std::string& line : passed_over_warnings(
                 resolution, request, reachability.reasons, view_, machine_.platform)) {
            services_.output.warning(line);
        }
        return resolution;
    }

    [[nodiscard]] install::PlanOptions plan_options(const resolve::Request& request,
                                                    const std::string& spec) const {
        install::PlanOptions options;
        options.environment_name = options_.name;
        options.components = options_.components;
        options.profile = request.profile;
        options.with_statics = request.profile == catalog::Profile::full || !options_.with.empty();
        options.platform = machine_.platform;
        options.spec = spec;
        return options;
    }

    [[nodiscard]] install::Plan make_plan(const resolve::Resolution& resolution,
                                          const resolve::Request& request,
                                          const Job& job) const {
        if (!options_.name.empty() && !is_environment_name(options_.name)) {
            throw Error(ErrorKind::usage,
                        fmt::format("{} cannot be an environment's name", options_.name),
                        "use letters, digits, and . _ + - after the first character");
        }
        return install::make_plan(resolution,
                                  plan_options(request, job.spec.text()),
                                  catalog_,
                                  sources_,
                                  services_.layout);
    }

    void announce(const resolve::Resolution& resolution, const install::Plan& plan) const {
        services_.output.words(render_headline(resolution, machine_));
        for (const std::string& line : plan_words(resolution, plan))
            services_.output.words("  " + line);
        if (!options_.dry_run) return;
        for (const std::string& line : plan_lines(plan)) services_.output.data(line);
    }

    void install_compiler(unsigned major) {
        const catalog::Summary& compiler = require_compiler(view_.compilers, major, machine_);
        sources_ = make_sources(source_order(config_, options_.request.source), config_, services_);
        install::PlanOptions options;
        options.platform = machine_.platform;
        const install::Plan plan = install::make_compiler_plan(compiler.version,
                                                               options,
                                                               catalog_,
                                                               sources_,
                                                               compiler.offers.front().source,
                                                               services_.layout);
        services_.output.words(
            fmt::format("GCC {} from {}", compiler.version.text(), compiler.offers.front().source));
        if (options_.dry_run) {
            for (const std::string& line : plan_lines(plan)) services_.output.data(line);
            return;
        }
        carry_out(plan);
    }

    void carry_out(const install::Plan& plan) {
        install::Options options;
        options.jobs = config_.jobs;
        options.keep_downloads = config_.keep_downloads;
        options.reinstall = options_.reinstall;
        options.offline = options_.offline;
        const auto started = services_.clock.now();
        const std::string name = plan.record.name.empty() ? plan.compiler->entry : plan.record.name;
        install::Outcome outcome;
        {
            const auto progress = make_progress(plan, services_.output, services_.clock);
            outcome = install::run_plan(plan,
                                        options,
                                        sources_,
                                        services_.layout,
                                        services_.environment,
                                        services_.clock,
                                        *progress,
                                        services_.cancel);
        }
        activation::refresh_shims(services_.layout,
                                  services_.shim_program,
                                  services_.program,
                                  store::shared_roots(services_.environment));
        const std::chrono::duration<double> elapsed = services_.clock.now() - started;
        if (outcome.already_installed) {
            report_existing(name, outcome.path);
        } else {
            report_installed(plan, name, outcome, elapsed.count());
        }
    }

    void report_existing(const std::string& name, const std::filesystem::path& path) const {
        services_.output.words(fmt::format("{} is already installed", name));
        if (options_.json) services_.output.json(install_json(nullptr, name, path, {}, 0.0));
    }

    void report_installed(const install::Plan& plan,
                          const std::string& name,
                          const install::Outcome& outcome,
                          double seconds) const {
        services_.output.words(fmt::format("installed {} in {:.0f} s", name, seconds));
        if (!plan.record.toolkit.empty()) {
            services_.output.words(
                fmt::format("next: cudaenv use {:<10}  make it this project's CUDA",
                            options_.name.empty() ? plan.record.spec : options_.name));
        }
        if (options_.json)
            services_.output.json(
                install_json(&plan, name, outcome.path, outcome.downloaded, seconds));
    }

    const InstallOptions& options_;
    const config::Config& config_;
    Services& services_;
    catalog::Catalog catalog_;
    resolve::CatalogView view_;
    machine::Machine machine_;
    install::Sources sources_;
};

int run_install(const InstallOptions& options, Services& services) {
    const config::Config config =
        config::load_config(services.layout.config_file(), services.environment);
    const std::vector<Job> jobs = gather_jobs(options, services);
    if (options.json && jobs.size() > 1) {
        throw Error(ErrorKind::usage,
                    "--json takes one release at a time",
                    "run cudaenv install once per release");
    }
    Installation installation(options, config, services);
    for (const Job& job : jobs) installation.install(job);
    return 0;
}

}  // namespace

void add_install_command(Registry& registry) {
    add_command<InstallOptions>(
        registry,
        "install",
        "Install a CUDA toolkit with its libraries and a host compiler it accepts",
        bind,
        run_install);
}

}  // namespace cudaenv::cli
