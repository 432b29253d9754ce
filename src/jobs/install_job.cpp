// SPDX-License-Identifier: Apache-2.0
// The steps of an installation that are nobody's words.
#include "jobs/plan_options.hpp"
#include "jobs/same_request.hpp"
#include "jobs/source_choice.hpp"

#include <cudaenv/install/verify.hpp>
#include <cudaenv/jobs/install_job.hpp>
#include <cudaenv/jobs/shim_upkeep.hpp>
#include <cudaenv/resolve/offers.hpp>
#include <cudaenv/store/examination.hpp>
#include <cudaenv/store/record.hpp>

#include <utility>

namespace cudaenv::jobs {

namespace {

/// As far as looking at its files tells.
bool is_whole(const store::Installed& environment, const Session& session) {
    const auto record = store::find_record(environment.path);
    if (!record) return false;
    store::Layout layout = session.layout();
    layout.root = environment.root;
    return install::verify_environment(layout, *record, install::Depth::quick, session.cancel())
        .empty();
}

/// Of `order`, those that have the toolkit for this platform.
std::vector<SourceName> sources_of(const Version& toolkit,
                                   const std::vector<SourceName>& order,
                                   Session& session) {
    const catalog::Summary* summary = find_toolkit(toolkit, session);
    if (summary == nullptr) return {};
    const resolve::OfferWish wanted{catalog::Provides::toolkit, session.machine().platform, ""};
    return resolve::offering_sources(*summary, wanted, order);
}

/// More was said than a release and a profile: only the whole plan can tell whether it is here.
bool names_composition(const InstallWish& wish) {
    const auto& [libraries, compiler, source] = wish.user_chose;
    return libraries || compiler || source || wish.with_statics || !wish.components.empty() ||
           !wish.name.empty();
}

/// A wish takes nothing away but from an environment that the user calls by its name.
bool keeps_what_is_there(const InstallWish& wish) {
    if (wish.reinstall) return false;
    return wish.name.empty() ||
           (wish.is_of_pin && wish.request.host_compiler.is_automatic() && !wish.user_chose.source);
}

}  // namespace

resolve::Answer resolve_everywhere(resolve::Request request, Session& session) {
    request.reachable.insert(request.sources.begin(), request.sources.end());
    return resolve::resolve(request, session.machine(), session.catalog());
}

std::optional<store::Installed> find_installed(const InstallWish& wish,
                                               const resolve::Resolution& best,
                                               Session& session) {
    if (wish.reinstall || names_composition(wish)) return std::nullopt;
    auto installed = find_same_request(
        wish.request,
        best,
        store::list_environments(session.layout(), store::shared_roots(session.environment()))
            .healthy);
    if (!installed || !is_whole(*installed, session)) return std::nullopt;
    return installed;
}

std::variant<Decision, resolve::Refusal, Unreachable> decide(const InstallWish& wish,
                                                             const resolve::Resolution& best,
                                                             Session& session) {
    const std::vector<SourceName>& order = wish.request.sources;
    Reachability answers = ask_sources(order, wish.offline, session);
    Decision decision{best, {}};
    if (!answers.obstacles.empty()) {
        resolve::Request request = wish.request;
        request.reachable = answers.reachable;
        auto answer = resolve::resolve(request, session.machine(), session.catalog());
        if (auto* refusal = std::get_if<resolve::Refusal>(&answer)) return std::move(*refusal);
        decision.resolution = std::get<resolve::Resolution>(std::move(answer));
        decision.replaced = replaced_libraries(best, decision.resolution);
    }
    const resolve::Resolution& resolution = decision.resolution;
    std::vector<SourceName> offering = sources_of(resolution.toolkit, order, session);
    if (!resolution.source) {
        return Unreachable{resolution.toolkit,
                           std::move(offering),
                           std::move(answers.obstacles),
                           resolution.nearest_available};
    }
    decision.passed_over = passed_over(offering, resolution.source, answers.obstacles);
    decision.plan = install::make_plan(
        resolution,
        grown_options(plan_options(wish, session.machine().platform), resolution, session.layout()),
        {session.find_release(), session.sources(order), session.layout()});
    decision.plan.environment->keeps_what_is_there = keeps_what_is_there(wish);
    return decision;
}

bool may_be_called(const std::string& name,
                   const install::Plan& plan,
                   const store::Layout& layout) {
    return name == plan.environment->record.toolkit.text() ||
           parse_spec(name).kind() == Spec::Kind::name ||
           store::looks_like_environment(layout.environment(name));
}

std::string spec_that_selects(const store::Record& record, const store::Layout& layout) {
    if (!record.project.empty()) return record.spec;  // the pin beside its lock
    const auto match =
        store::find_match(store::list_installed(layout, {}), {parse_spec(record.spec), {}});
    return match && match->name == record.name ? record.spec : record.name;
}

install::Outcome carry_out(const install::Plan& plan,
                           const CarryOutOptions& options,
                           install::Observer& observer,
                           Session& session) {
    install::RunOptions given;
    given.jobs = session.config().jobs;
    given.keep_downloads = session.config().keep_downloads;
    given.reinstall = options.reinstall;
    given.offline = options.offline;
    install::Outcome outcome = install::run_plan(
        plan,
        given,
        {session.sources({}), session.layout(), session.environment(), session.clock()},
        observer,
        session.cancel());
    refresh_shims(session.environment(), session.layout(), session.program());
    return outcome;
}

}  // namespace cudaenv::jobs
