// SPDX-License-Identifier: Apache-2.0
// The steps of an installation, in order.
#include "cli/installation.hpp"
#include "cli/installed_already.hpp"
#include "cli/progress.hpp"
#include "cli/resolution_text.hpp"
#include "cli/shim_upkeep.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/explain/refusal.hpp>
#include <cudaenv/install/verify.hpp>
#include <cudaenv/resolve/offers.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/examination.hpp>
#include <cudaenv/store/mending.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace cudaenv::cli {

namespace {

/// gcc-10 -> 10; of gcc-10.2.1 too, since a source has one of a major.
std::optional<unsigned> find_compiler_major(const Spec& spec) {
    const std::string& text = spec.text();
    const auto wish = find_compiler_wish(text.substr(0, text.find('.')));
    return wish ? wish->gcc_major() : std::nullopt;
}

/// As far as looking at its files tells.
bool is_whole(const store::Installed& environment, const Services& services) {
    const auto record = store::find_record(environment.path);
    if (!record) return false;
    return install::verify_environment(
               services.layout, *record, install::Depth::quick, services.cancel)
        .empty();
}

}  // namespace

Installation::Installation(const InstallOptions& options,
                           jobs::Session& session,
                           Services& services)
    : options_(options),
      session_(session),
      services_(services),
      config_(session.config()),
      catalog_(session.catalog()),
      machine_(session.machine()) {}

void Installation::install(const Job& job) {
    if (job.lock) {
        install_locked(job);
    } else if (const auto major = find_compiler_major(job.spec)) {
        install_compiler(*major);
    } else {
        install_toolkit(job);
    }
}

void Installation::install_toolkit(const Job& job) {
    const resolve::Request request =
        make_request(job.spec, options_.request, job.pin ? &*job.pin : nullptr, config_);
    if (!names_composition() && is_installed_already(request)) return;
    const Decision decision = decide(request, job);
    check_given_name(decision.plan);
    announce(decision);
    carry_out(decision.plan);
}

Installation::Decision Installation::decide(const resolve::Request& request, const Job& job) {
    resolve::Resolution resolution = resolve_reachable(request);
    install::Plan plan = make_plan(resolution, request, job);
    // Compiler and source are nobody's wish but the user's.
    plan.environment->keeps_what_is_there = job.pin && !options_.reinstall &&
                                            request.host_compiler.is_automatic() &&
                                            options_.request.source.empty();
    return {std::move(resolution), std::move(plan)};
}

void Installation::check_given_name(const install::Plan& plan) const {
    const std::string& name = options_.name;
    const std::string& toolkit = plan.environment->record.toolkit;
    if (name.empty() || name == toolkit) return;
    if (parse_spec(name).kind() == Spec::Kind::name) return;
    // An earlier program allowed it, and advises it where it is damaged.
    if (store::looks_like_environment(services_.layout.environment(name))) return;
    throw Error(ErrorKind::usage,
                fmt::format("\"{}\" cannot be the name of an environment of CUDA {}: it stands for "
                            "something else",
                            name,
                            toolkit),
                "choose a --name that is no release");
}

void Installation::announce(const Decision& decision) const {
    services_.output.words(render_headline(decision.resolution));
    for (const std::string& line : plan_words(decision.resolution, decision.plan))
        services_.output.words("  " + line);
}

void Installation::install_compiler(unsigned major) {
    const catalog::Summary& compiler = require_compiler(catalog_.summaries("gcc"), major, machine_);
    const std::string name = fmt::format("GCC {}", compiler.version.text());
    const resolve::Wanted wanted{catalog::Provides::compiler, machine_.platform, ""};
    const std::vector<std::string> order = source_order(config_, options_.request.source);
    const std::vector<std::string> offering = resolve::offering_sources(compiler, wanted, order);
    if (offering.empty())
        throw not_offered_error(name, order, resolve::offering_sources(compiler, wanted));
    const auto stored = find_stored_source(compiler, offering);
    const std::string source = stored ? *stored : choose_source(name, offering);
    services_.output.words(fmt::format("{} from {}", name, source));
    carry_out(make_compiler_plan(compiler, source));
}

/// The command line says more than a release and a profile: only the whole plan can tell whether it
/// is here.
bool Installation::names_composition() const {
    const RequestOptions& request = options_.request;
    return options_.reinstall || options_.dry_run || !request.host_compiler.empty() ||
           !request.source.empty() || !options_.components.empty() || !request.with.empty() ||
           !options_.name.empty();
}

/// Answers without a network.
bool Installation::is_installed_already(resolve::Request request) const {
    request.reachable.insert(request.sources.begin(), request.sources.end());
    const resolve::Resolution resolution =
        explain::require_resolution(resolve::resolve(request, machine_, catalog_));
    const auto installed = find_same_request(
        request, resolution, store::list_environments(services_.layout, {}).healthy);
    if (!installed || !is_whole(*installed, services_)) return false;
    report_existing(installed->name, installed->path);
    return true;
}

/// The source of a compiler that is in the store: nothing is left to fetch.
std::optional<std::string> Installation::find_stored_source(
    const catalog::Summary& compiler, const std::vector<std::string>& offering) const {
    for (const std::string& source : offering) {
        if (make_compiler_plan(compiler, source).steps.front().in_store) return source;
    }
    return std::nullopt;
}

jobs::Reachability Installation::ask_sources(const std::vector<std::string>& names) const {
    if (options_.offline) return {{names.begin(), names.end()}, {}};
    return jobs::probe(names, session_);
}

resolve::Resolution Installation::resolve_reachable(resolve::Request request) {
    const jobs::Reachability answers = ask_sources(request.sources);
    request.reachable = answers.reachable;
    resolve::Resolution resolution =
        explain::require_resolution(resolve::resolve(request, machine_, catalog_));
    const std::vector<std::string> offering = sources_of(resolution.toolkit, request.sources);
    if (resolution.source.empty()) {
        throw unreachable_error(fmt::format("CUDA {}", resolution.toolkit.text()),
                                offering,
                                answers.reasons,
                                resolution.nearest_available);
    }
    for (const std::string& line :
         passed_over_warnings(offering, resolution.source, answers.reasons))
        services_.output.warning(line);
    if (!answers.reasons.empty()) warn_of_older_libraries(std::move(request), resolution);
    return resolution;
}

void Installation::warn_of_older_libraries(resolve::Request request,
                                           const resolve::Resolution& taken) const {
    request.reachable.insert(request.sources.begin(), request.sources.end());
    const resolve::Resolution best =
        explain::require_resolution(resolve::resolve(request, machine_, catalog_));
    for (const std::string& line : older_library_warnings(best, taken))
        services_.output.warning(line);
}

std::vector<std::string> Installation::sources_of(const Version& toolkit,
                                                  const std::vector<std::string>& order) const {
    for (const catalog::Summary& summary : catalog_.summaries("cuda")) {
        if (summary.version == toolkit) {
            return resolve::offering_sources(
                summary, {catalog::Provides::toolkit, machine_.platform, ""}, order);
        }
    }
    return {};
}

std::string Installation::choose_source(const std::string& compiler,
                                        const std::vector<std::string>& offering) const {
    const jobs::Reachability answers = ask_sources(offering);
    const auto chosen =
        std::find_if(offering.begin(), offering.end(), [&answers](const std::string& source) {
            return answers.reachable.contains(source);
        });
    if (chosen == offering.end())
        throw unreachable_error(compiler, offering, answers.reasons, std::nullopt);
    for (const std::string& line : passed_over_warnings(offering, *chosen, answers.reasons))
        services_.output.warning(line);
    return *chosen;
}

install::Plan Installation::make_plan(const resolve::Resolution& resolution,
                                      const resolve::Request& request,
                                      const Job& job) const {
    install::PlanOptions options;
    options.environment_name = options_.name;
    options.components = options_.components;
    options.profile = request.profile;
    options.with_statics = request.profile == Profile::full || wants_statics(options_.request);
    options.platform = machine_.platform;
    options.spec = job.spec.text();
    return install::make_plan(
        resolution,
        options,
        {session_.find_release(), session_.sources(request.sources), services_.layout});
}

install::Plan Installation::make_compiler_plan(const catalog::Summary& compiler,
                                               const std::string& source) const {
    install::PlanOptions options;
    options.platform = machine_.platform;
    return install::make_compiler_plan(
        compiler.version,
        source,
        options,
        {session_.find_release(), session_.sources({source}), services_.layout});
}

void Installation::carry_out(const install::Plan& plan) {
    if (options_.dry_run) {
        report_planned(plan);
        return;
    }
    install::Options options;
    options.jobs = config_.jobs;
    options.keep_downloads = config_.keep_downloads;
    options.reinstall = options_.reinstall;
    options.offline = options_.offline;
    const auto started = services_.clock.now();
    install::Outcome outcome;
    {
        const auto progress = make_progress(plan, services_.output, services_.clock);
        outcome = install::run_plan(
            plan,
            options,
            {session_.sources({}), services_.layout, services_.environment, services_.clock},
            *progress,
            services_.cancel);
    }
    refresh_shims(services_);
    warn_of_sharing(outcome.sharing);
    const std::chrono::duration<double> elapsed = services_.clock.now() - started;
    if (outcome.already_installed) {
        report_existing(plan.name(), outcome.path);
    } else {
        report_installed(plan, outcome, elapsed.count());
    }
}

void Installation::report_planned(const install::Plan& plan) const {
    if (options_.json) {
        InstallReport report{plan.name(), plan.path(services_.layout)};
        report.plan = &plan;
        report.dry_run = true;
        services_.output.json(install_json(report));
        return;
    }
    for (const std::string& line : plan_lines(plan)) services_.output.data(line);
}

void Installation::warn_of_sharing(const std::vector<std::string>& environments) const {
    for (const std::string& name : environments) {
        const auto record = store::find_record(services_.layout.environment(name));
        if (!record) continue;
        services_.output.warning(
            fmt::format("{} still holds the damaged files; {} --reinstall mends it",
                        name,
                        store::mending_command(*record)));
    }
}

void Installation::report_existing(const std::string& name,
                                   const std::filesystem::path& path) const {
    services_.output.words(fmt::format("{} is already installed", name));
    if (options_.json) services_.output.json(install_json({name, path}));
}

void Installation::report_installed(const install::Plan& plan,
                                    const install::Outcome& outcome,
                                    double seconds) const {
    const std::string name = plan.name();
    services_.output.words(fmt::format("installed {} in {:.0f} s", name, seconds));
    if (plan.environment) {
        services_.output.words(
            fmt::format("next: cudaenv use {:<10}  make it this project's CUDA",
                        options_.name.empty() ? plan.environment->record.spec : options_.name));
    }
    if (options_.json) {
        services_.output.json(
            install_json({name, outcome.path, &plan, outcome.downloaded, seconds}));
    }
}

}  // namespace cudaenv::cli
