// SPDX-License-Identifier: Apache-2.0
// Puts statements together.
#include "python/options.hpp"

#include <cudaenv/formats/marker.hpp>

#include <algorithm>
#include <tuple>
#include <utility>

namespace cudaenv::python {

namespace {

using formats::Applies;

bool is_chosen(const Condition& condition, const Choice& choice) {
    return condition.part == Part::base ||
           std::find(choice.extras.begin(), choice.extras.end(), condition.name) !=
               choice.extras.end();
}

bool is_exact(const FrameworkNeed& need) {
    return need.release.kind() == Spec::Kind::version;
}

bool same_release(const FrameworkNeed& left, const FrameworkNeed& right) {
    return is_exact(left) && is_exact(right) && left.release == right.release;
}

bool same_condition(const Condition& left, const Condition& right) {
    return left.part == right.part && left.name == right.name && left.marker == right.marker;
}

/// Two that exclude one another by what they name exactly are never one option; of what certainly
/// counts pip takes all together.
bool belongs(const Option& option, const FrameworkNeed& need, Standing standing) {
    if (option.standing == Standing::elsewhere || standing == Standing::elsewhere)
        return option.standing == standing && same_condition(option.need.condition, need.condition);
    if (option.standing == Standing::in && standing == Standing::in) return true;
    return same_release(option.need, need) || same_condition(option.need.condition, need.condition);
}

/// How much a need tells of CUDA.
int cuda_rank(const FrameworkNeed& need) {
    if (is_without_cuda(need)) return 0;
    return need.build.empty() && !need.cuda ? 1 : 2;
}

int standing_rank(Standing standing) {
    switch (standing) {
        case Standing::in:
            return 2;
        case Standing::maybe:
            return 1;
        case Standing::elsewhere:
        case Standing::out:
            break;
    }
    return 0;
}

bool is_better(const Option& option, const Option& than) {
    const auto rank = [](const Option& each) {
        return std::tuple(standing_rank(each.standing), cuda_rank(each.need));
    };
    if (rank(option) != rank(than)) return rank(option) > rank(than);
    const auto& one = option.need;
    const auto& other = than.need;
    const bool same_part =
        one.condition.part == other.condition.part && one.condition.name == other.condition.name;
    return option.standing != Standing::in && same_part && is_exact(one) && is_exact(other) &&
           one.release.version() > other.release.version();
}

void add_statement(std::vector<Option>& options, const Statement& said, Standing standing) {
    const auto option = std::find_if(options.begin(), options.end(), [&](const Option& each) {
        return belongs(each, said.need, standing);
    });
    if (option == options.end()) {
        if (options.size() >= kMostOptions && standing != Standing::in) return;
        options.push_back({said.need, standing, said.channel});
        return;
    }
    merge(option->need, said.need);
    if (standing != Standing::in || option->standing == Standing::in) return;
    option->standing = Standing::in;
    option->need.condition = said.need.condition;
}

}  // namespace

Standing standing_of(const Condition& condition, const Choice& choice) {
    formats::MarkerEnvironment environment{choice.platform, choice.python, choice.extras};
    const auto applies = formats::applies(condition.marker, environment);
    environment.extras = std::nullopt;
    const bool is_out = formats::applies(condition.marker, environment) == Applies::no;
    if (is_out) return Standing::out;
    if (!is_chosen(condition, choice) || applies == Applies::no) return Standing::elsewhere;
    return applies == Applies::yes ? Standing::in : Standing::maybe;
}

void merge(FrameworkNeed& need, const FrameworkNeed& other) {
    const bool open = need.build.empty() || (need.build == "cuda" && !need.cuda);
    const bool says_less = is_without_cuda(need) && other.cuda;
    if (!is_exact(need) && is_exact(other)) need.release = other.release;
    if (need.release.kind() == Spec::Kind::latest) need.release = other.release;
    if (open || says_less) {
        if (!other.build.empty()) need.build = other.build;
        if (other.cuda) need.cuda = other.cuda;
    }
    if (!need.cudnn) need.cudnn = other.cudnn;
    if (need.container.empty()) need.container = other.container;
    need.is_direct = need.is_direct || other.is_direct;
}

std::vector<Option> options_of(const std::string& framework,
                               const Statements& statements,
                               const Choice& choice) {
    std::vector<Option> options;
    for (const Statement& said : statements.frameworks) {
        if (said.need.framework != framework) continue;
        const auto standing = standing_of(said.need.condition, choice);
        if (standing != Standing::out) add_statement(options, said, standing);
    }
    return options;
}

std::size_t best_option(const std::vector<Option>& options) {
    const auto best = std::max_element(
        options.begin(), options.end(), [](const Option& left, const Option& right) {
            return is_better(right, left);
        });
    return static_cast<std::size_t>(best - options.begin());
}

}  // namespace cudaenv::python
