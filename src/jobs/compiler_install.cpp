// SPDX-License-Identifier: Apache-2.0
// A host compiler by itself: the preferred source that answers.
#include "jobs/source_choice.hpp"

#include <cudaenv/base/compiler_wish.hpp>
#include <cudaenv/jobs/compiler_install.hpp>
#include <cudaenv/resolve/offers.hpp>

#include <algorithm>

namespace cudaenv::jobs {

namespace {

install::Plan plan_from(SourceName source, const catalog::Summary& compiler, Session& session) {
    install::PlanOptions options;
    options.platform = session.machine().platform;
    return install::make_compiler_plan(
        compiler.version,
        source,
        options,
        {session.find_release(), session.sources({source}), session.layout()});
}

}  // namespace

std::optional<unsigned> find_compiler_major(const Spec& spec) {
    const std::string& text = spec.text();
    const auto wish = find_compiler_wish(text.substr(0, text.find('.')));
    return wish ? wish->gcc_major() : std::nullopt;
}

std::variant<catalog::Summary, UnknownCompiler, CompilerNeedsGlibc> find_compiler(
    unsigned major, Session& session) {
    const auto& here = session.machine().glibc;
    UnknownCompiler unknown{major, {}};
    for (const catalog::Summary& summary : session.catalog().summaries(Product::gcc)) {
        const auto& needed = summary.min_glibc;
        unknown.known.push_back(summary.version.major_number());
        if (summary.version.major_number() != major) continue;
        if (needed && here && *here < *needed)
            return CompilerNeedsGlibc{summary.version, *needed, *here};
        return summary;
    }
    return unknown;
}

std::variant<CompilerDecision, NotOffered, Unreachable> decide_compiler(
    const catalog::Summary& compiler,
    const std::vector<SourceName>& order,
    bool offline,
    Session& session) {
    const resolve::OfferWish wanted{catalog::Provides::compiler, session.machine().platform, ""};
    const std::vector<SourceName> offering = resolve::offering_sources(compiler, wanted, order);
    if (offering.empty())
        return NotOffered{compiler.version, resolve::offering_sources(compiler, wanted)};
    for (const SourceName source : offering) {
        install::Plan plan = plan_from(source, compiler, session);
        if (plan.steps.front().in_store) return CompilerDecision{std::move(plan), source};
    }
    Reachability answers = ask_sources(offering, offline, session);
    const auto chosen =
        std::find_if(offering.begin(), offering.end(), [&answers](SourceName source) {
            return answers.reachable.contains(source);
        });
    if (chosen == offering.end())
        return Unreachable{compiler.version, offering, std::move(answers.obstacles)};
    return CompilerDecision{plan_from(*chosen, compiler, session),
                            *chosen,
                            passed_over(offering, *chosen, answers.obstacles)};
}

}  // namespace cudaenv::jobs
