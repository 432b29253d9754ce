// SPDX-License-Identifier: Apache-2.0
// Which release and which build of a framework a question means.
#include "resolve/framework/framework_build.hpp"

#include "resolve/framework/framework_release.hpp"
#include "resolve/framework/unlisted.hpp"

#include <algorithm>
#include <tuple>

namespace cudaenv::resolve {

namespace {

using catalog::FrameworkBuild;
using catalog::FrameworkRow;

/// "cu124" means CUDA 12.4, whatever patch it was built with; "cuda12" any of that major, and a row
/// that knows only the major of its builds means every minor.
bool is_meant(const Version& cuda, const FrameworkBuild& build) {
    const auto known = build.cuda.truncated(2);
    return cuda.truncated(2).is_prefix_of(known) ||
           (known.numbers().size() == 1 && known.is_prefix_of(cuda));
}

/// The default build if it is among those meant, else the newest of them.
const FrameworkBuild* find_build(const FrameworkRow& row, const std::optional<Version>& cuda) {
    const auto* usual = row.default_build();
    if (usual != nullptr && (!cuda || is_meant(*cuda, *usual))) return usual;
    const auto found =
        std::find_if(row.builds.rbegin(), row.builds.rend(), [&](const FrameworkBuild& build) {
            return !cuda || is_meant(*cuda, build);
        });
    return found == row.builds.rend() ? nullptr : &*found;
}

BuildReason build_reason(const FrameworkRow& row,
                         const FrameworkBuild& build,
                         const FrameworkQuestion& question) {
    if (row.builds.size() == 1) return BuildReason::only_one;
    if (question.cuda) return BuildReason::asked_for;
    if (&build == row.default_build()) return BuildReason::usual;
    const bool is_newest = &build == find_build(row, std::nullopt);
    return is_newest ? BuildReason::newest : BuildReason::runs_here;
}

ConsideredBuild consider_build(const FrameworkRow& row,
                               const FrameworkBuild& build,
                               const std::string& release,
                               const FrameworkPlace& place) {
    return {release, build.cuda, fit_build(&row, build, build.cuda, place)};
}

/// Newest first.
std::vector<ConsideredBuild> consider_all(const FrameworkRow& row,
                                          const std::string& release,
                                          const FrameworkPlace& place) {
    std::vector<ConsideredBuild> considered;
    for (auto build = row.builds.rbegin(); build != row.builds.rend(); ++build)
        considered.push_back(consider_build(row, *build, release, place));
    return considered;
}

/// One build that a question which leaves the release open may mean.
struct Candidate {
    const FrameworkRow* row = nullptr;
    std::string release;
    const FrameworkBuild* build = nullptr;
    BuildRank rank = BuildRank::does_not_run;
    Verdict verdict = Verdict::unsupported;
};

/// The one that runs better, natively before by minor-version compatibility, then the default one.
bool is_better(const Candidate& one, const Candidate& other) {
    const auto merit = [](const Candidate& each) {
        return std::tuple(
            each.rank, each.verdict == Verdict::native, each.build == each.row->default_build());
    };
    return merit(one) > merit(other);
}

/// The best of a release, ascending by CUDA among equals; nullopt when it has none that is meant.
std::optional<Candidate> best_of_row(const FrameworkRow& row,
                                     const std::string& release,
                                     const FrameworkQuestion& question,
                                     const FrameworkPlace& place,
                                     std::vector<ConsideredBuild>& considered) {
    std::optional<Candidate> best;
    for (auto build = row.builds.rbegin(); build != row.builds.rend(); ++build) {
        if (question.cuda && !is_meant(*question.cuda, *build)) continue;
        considered.push_back(consider_build(row, *build, release, place));
        const auto& fit = considered.back().fit;
        Candidate candidate{&row, release, &*build, rank(fit), fit.verdict};
        if (build->conda_only) candidate.rank = BuildRank::does_not_run;
        if (!best || is_better(candidate, *best)) best = candidate;
    }
    return best;
}

/// Of a release that is named: the default build whether it runs or not, since that is what a plain
/// install gives; where none is, the one that runs best.
const FrameworkBuild* find_build_of_named(const FrameworkRow& row,
                                          const std::string& release,
                                          const FrameworkQuestion& question,
                                          const FrameworkPlace& place) {
    const auto* build = find_build(row, question.cuda);
    if (build == nullptr || build == row.default_build()) return build;
    std::vector<ConsideredBuild> considered;
    const auto best = best_of_row(row, release, question, place, considered);
    return best->rank == BuildRank::does_not_run ? build : best->build;
}

/// Of a question that leaves the release open.
struct OpenChoice {
    std::optional<FrameworkChoice> choice;
    const FrameworkRow* without_build = nullptr;  ///< satisfies it but for the build
};

FrameworkChoice choice_of(const FrameworkRow& row,
                          const std::string& release,
                          const FrameworkBuild& build,
                          const FrameworkQuestion& question) {
    return {&row, release, build, build_reason(row, build, question)};
}

OpenChoice choose_release(const std::vector<const FrameworkRow*>& newest_first,
                          const FrameworkQuestion& question,
                          const FrameworkPlace& place) {
    OpenChoice open;
    std::optional<Candidate> newest;
    std::optional<Candidate> best;
    std::vector<ConsideredBuild> considered;
    for (const auto* row : newest_first) {
        const auto release = matching_release(*row, question.release, place.catalog.frameworks());
        if (!release) continue;
        const auto candidate = best_of_row(*row, *release, question, place, considered);
        if (!candidate) {
            if (open.without_build == nullptr) open.without_build = row;
            continue;
        }
        if (!newest) newest = candidate;
        if (!best || candidate->rank > best->rank) best = candidate;
        if (best->rank == BuildRank::runs) break;
    }
    if (!best) return open;
    if (best->rank == BuildRank::does_not_run) {
        const auto& row = *newest->row;
        open.choice = choice_of(row, newest->release, *find_build(row, question.cuda), question);
    } else {
        open.choice = choice_of(*best->row, best->release, *best->build, question);
        if (best->row != newest->row) open.choice->newest = newest->release;
    }
    open.choice->considered = std::move(considered);
    return open;
}

UnknownFrameworkBuild unknown_build(const FrameworkQuestion& question, const FrameworkRow& row) {
    UnknownFrameworkBuild unknown{
        question.framework, question.release, *question.cuda, row.last_release(), {}};
    for (const auto& build : row.builds) unknown.builds.push_back(build.cuda);
    return unknown;
}

}  // namespace

std::variant<FrameworkChoice, Refusal> choose_framework(const FrameworkQuestion& question,
                                                        const FrameworkPlace& place) {
    const auto& table = place.catalog.frameworks();
    if (auto unlisted = choose_unlisted(question, table)) return *std::move(unlisted);
    const auto rows = rows_of(question.framework, table);
    if (rows.empty()) return UnknownFramework{question.framework, table.frameworks()};
    const auto* without_build = find_named_row(question.framework, question.release, table);
    if (without_build != nullptr) {
        const auto& row = *without_build;
        const auto release = question.release.version().text();
        if (const auto* build = find_build_of_named(row, release, question, place)) {
            auto choice = choice_of(row, release, *build, question);
            choice.considered = consider_all(row, release, place);
            return choice;
        }
    } else {
        auto open = choose_release(rows, question, place);
        if (open.choice) return *std::move(open.choice);
        without_build = open.without_build;
    }
    const bool exact = question.release.kind() == Spec::Kind::version;
    // Who builds from source, before the release, may take any CUDA.
    const bool from_source = exact && question.release.version().is_prerelease();
    if (without_build != nullptr && !from_source) return unknown_build(question, *without_build);
    if (question.cuda && exact) {
        FrameworkBuild build;
        build.cuda = *question.cuda;
        return FrameworkChoice{nullptr, question.release.text(), build, BuildReason::told};
    }
    return UnknownFrameworkRelease{
        question.framework, question.release, nearest_releases(rows, question.release)};
}

}  // namespace cudaenv::resolve
