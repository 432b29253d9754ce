// SPDX-License-Identifier: Apache-2.0
// What runs on a machine instead of a build that does not.
#include "resolve/framework/framework_alternative.hpp"

#include "resolve/framework/framework_release.hpp"
#include "resolve/framework/pip_install.hpp"

#include <algorithm>

namespace cudaenv::resolve {

namespace {

using catalog::FrameworkBuild;
using catalog::FrameworkRow;
using Kind = FrameworkAlternative::Kind;

struct Ranked {
    const FrameworkBuild* build = nullptr;
    BuildRank rank = BuildRank::does_not_run;
};

/// The one that runs best, the newest of equals.
Ranked best_build(const FrameworkRow& row, const FrameworkPlace& place) {
    Ranked best;
    for (const auto& build : row.builds) {
        if (build.conda_only) continue;
        const auto found = rank(fit_build(&row, build, build.cuda, place));
        if (best.build == nullptr || found >= best.rank) best = {&build, found};
    }
    return best;
}

FrameworkAlternative make(Kind kind,
                          const FrameworkRow& row,
                          const Ranked& found,
                          const std::string& release,
                          const FrameworkPlace& place) {
    return {kind,
            release,
            kind == Kind::last_earlier && row.to ? *row.to : row.from,
            found.build->cuda,
            find_pip_install(row, *found.build, release, place.machine.platform),
            found.rank == BuildRank::by_ptx};
}

bool is_worth_naming(const Ranked& found, BuildRank known) {
    return found.build != nullptr && found.rank >= BuildRank::by_ptx && found.rank > known;
}

}  // namespace

std::optional<FrameworkAlternative> find_alternative(const FrameworkRow& row,
                                                     const std::string& named,
                                                     BuildRank known,
                                                     const FrameworkPlace& place) {
    const auto same = best_build(row, place);
    if (is_worth_naming(same, known)) return make(Kind::same_release, row, same, named, place);
    auto others = rows_of(row.framework, place.catalog.frameworks());
    const auto here = std::find(others.begin(), others.end(), &row);
    // Newest first: the later ones stand before it.
    for (auto later = here; later != others.begin();) {
        --later;
        const auto found = best_build(**later, place);
        if (is_worth_naming(found, known) && found.rank == BuildRank::runs) {
            const auto release = (*later)->last_release().text();
            return make(Kind::first_later, **later, found, release, place);
        }
    }
    for (auto earlier = here; earlier != others.end(); ++earlier) {
        if (earlier == here) continue;
        const auto found = best_build(**earlier, place);
        if (is_worth_naming(found, known) && found.rank == BuildRank::runs) {
            const auto release = (*earlier)->last_release().text();
            return make(Kind::last_earlier, **earlier, found, release, place);
        }
    }
    return std::nullopt;
}

}  // namespace cudaenv::resolve
