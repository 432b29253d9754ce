// SPDX-License-Identifier: Apache-2.0
// The steps of an installation, in order.
#include "cli/steps/installation.hpp"

#include "cli/output/progress.hpp"
#include "cli/steps/locking.hpp"
#include "cli/words/resolution_text.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/explain/refusal.hpp>
#include <cudaenv/jobs/locked_install.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/mending.hpp>

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace cudaenv::cli {

namespace {

Error nobody_answers(const std::string& what, const jobs::Unreachable& absent) {
    return unreachable_error(what, absent.offering, absent.obstacles, absent.nearest);
}

catalog::Summary require_compiler(unsigned major, jobs::Session& session) {
    auto found = jobs::find_compiler(major, session);
    if (const auto* unknown = std::get_if<jobs::UnknownCompiler>(&found))
        throw unknown_compiler_error(*unknown);
    if (const auto* needs = std::get_if<jobs::CompilerNeedsGlibc>(&found))
        throw compiler_glibc_error(*needs);
    return std::get<catalog::Summary>(std::move(found));
}

/// " in the shared root /opt/cuda"; nothing for the user's own.
std::string place_words(const store::Installed& environment, const Services& services) {
    if (environment.origin != store::EnvironmentOrigin::shared) return {};
    return " in the shared root " + services.shown(environment.root);
}

}  // namespace

Installation::Installation(const InstallOptions& options,
                           jobs::Session& session,
                           Services& services)
    : options_(options), session_(session), services_(services) {
    static_cast<void>(session.machine());  // what is wrong with it is said first
}

void Installation::install(const InstallTarget& target) {
    if (target.lock) {
        install_locked(target);
    } else if (const auto major = jobs::find_compiler_major(target.spec)) {
        install_compiler(*major);
    } else {
        install_toolkit(target);
    }
}

void Installation::install_toolkit(const InstallTarget& target) {
    const resolve::Request request = request_of(target);
    const resolve::Resolution best =
        explain::require_resolution(jobs::resolve_everywhere(request, session_));
    const jobs::InstallWish wish = wish_of(request, target);
    if (!options_.dry_run) {
        if (const auto installed = jobs::find_installed(wish, best, session_)) {
            report_existing(installed->name, installed->path, place_words(*installed, services_));
            return;
        }
    }
    const jobs::Decision decision = decide(wish, best);
    check_given_name(decision.plan);
    announce(decision);
    carry_out(decision.plan);
}

jobs::Decision Installation::decide(const jobs::InstallWish& wish,
                                    const resolve::Resolution& best) {
    auto decided = jobs::decide(wish, best, session_);
    if (const auto* refusal = std::get_if<resolve::Refusal>(&decided))
        throw explain::error(*refusal);
    if (const auto* absent = std::get_if<jobs::Unreachable>(&decided))
        throw nobody_answers(fmt::format("CUDA {}", absent->version.text()), *absent);
    auto& decision = std::get<jobs::Decision>(decided);
    warn_of_sources(decision.passed_over);
    for (const jobs::ReplacedLibrary& library : decision.replaced)
        services_.output.warning(replaced_library_words(library));
    return std::move(decision);
}

void Installation::install_locked(const InstallTarget& target) {
    const auto trusted =
        require_trust(*target.lock,
                      target.pin->file,
                      options_.trust_lock ? jobs::LockTrust::user : jobs::LockTrust::none,
                      session_,
                      services_);
    auto decided = jobs::decide_locked(
        wish_of(request_of(target), target), target.lock->lock, trusted, session_);
    if (const auto* refusal = std::get_if<resolve::Refusal>(&decided))
        throw explain::error(*refusal);
    const auto& decision = std::get<jobs::Decision>(decided);
    check_given_name(decision.plan);
    announce(decision);
    if (trusted) {
        services_.output.words(fmt::format("  as {}, which serves only {}",
                                           decision.plan.name(),
                                           services_.shown(trusted->project)));
    }
    carry_out(decision.plan);
}

void Installation::install_compiler(unsigned major) {
    const catalog::Summary compiler = require_compiler(major, session_);
    const std::string name = fmt::format("GCC {}", compiler.version.text());
    const std::vector<SourceName> order = source_order(session_.config(), options_.request.source);
    const auto decided = jobs::decide_compiler(compiler, order, options_.offline, session_);
    if (const auto* absent = std::get_if<jobs::NotOffered>(&decided))
        throw not_offered_error(name, order, absent->offering);
    if (const auto* absent = std::get_if<jobs::Unreachable>(&decided))
        throw nobody_answers(name, *absent);
    const auto& decision = std::get<jobs::CompilerDecision>(decided);
    warn_of_sources(decision.passed_over);
    services_.output.words(fmt::format("{} from {}", name, source_text(decision.source)));
    carry_out(decision.plan);
}

resolve::Request Installation::request_of(const InstallTarget& target) const {
    return make_request(
        target.spec, options_.request, target.pin ? &*target.pin : nullptr, session_.config());
}

jobs::InstallWish Installation::wish_of(const resolve::Request& request,
                                        const InstallTarget& target) const {
    jobs::InstallWish wish{request};
    wish.spec = target.spec.text();
    wish.name = options_.name;
    wish.components = options_.components;
    wish.with_statics = wants_statics(options_.request);
    wish.offline = options_.offline;
    wish.reinstall = options_.reinstall;
    wish.is_of_pin = target.pin.has_value();
    wish.user_chose.libraries = !options_.request.with.empty();
    wish.user_chose.compiler = !options_.request.host_compiler.empty();
    wish.user_chose.source = !options_.request.source.empty();
    return wish;
}

void Installation::check_given_name(const install::Plan& plan) const {
    const std::string& name = options_.name;
    if (name.empty() || jobs::may_be_called(name, plan, services_.layout)) return;
    throw Error(ErrorKind::usage,
                fmt::format("\"{}\" cannot be the name of an environment of CUDA {}: it stands for "
                            "something else",
                            name,
                            plan.environment->record.toolkit.text()),
                "choose a --name that is no release");
}

void Installation::announce(const jobs::Decision& decision) const {
    services_.output.words(render_headline(decision.resolution));
    for (const std::string& line : plan_words(decision.resolution, decision.plan))
        services_.output.words("  " + line);
}

void Installation::warn_of_sources(const std::vector<jobs::PassedOverSource>& sources) const {
    for (const jobs::PassedOverSource& source : sources)
        services_.output.warning(passed_over_words(source));
}

void Installation::carry_out(const install::Plan& plan) {
    if (options_.dry_run) {
        report_planned(plan);
        return;
    }
    jobs::CarryOutOptions given{options_.reinstall};
    if (options_.offline) given.offline = "--offline";
    const auto started = services_.clock.now();
    install::Outcome outcome;
    {
        const auto progress = make_progress(plan, services_.output, services_.clock);
        outcome = jobs::carry_out(plan, given, *progress, session_);
    }
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
                                   const std::filesystem::path& path,
                                   const std::string& place) const {
    services_.output.words(fmt::format("{} is already installed{}", name, place));
    if (options_.json) services_.output.json(install_json({name, path}));
}

std::string Installation::spec_of(const store::Record& record) const {
    if (!options_.name.empty()) return options_.name;
    if (options_.specs.empty()) return record.spec;  // the pin says the rest
    return jobs::spec_that_selects(record, services_.layout);
}

void Installation::report_installed(const install::Plan& plan,
                                    const install::Outcome& outcome,
                                    double seconds) const {
    const std::string name = plan.name();
    services_.output.words(fmt::format("installed {} in {:.0f} s", name, seconds));
    if (plan.environment) {
        services_.output.words(fmt::format("next: cudaenv use {:<10}  make it this project's CUDA",
                                           spec_of(plan.environment->record)));
    }
    if (options_.json) {
        services_.output.json(
            install_json({name, outcome.path, &plan, outcome.downloaded, seconds}));
    }
}

}  // namespace cudaenv::cli
