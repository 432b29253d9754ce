// SPDX-License-Identifier: Apache-2.0
// Chooses among what a project offers, and completes it by what else the files say.
#include "python/choose.hpp"

#include "python/options.hpp"

#include <cudaenv/formats/marker.hpp>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace cudaenv::python {

namespace {

constexpr std::string_view kTorch = "torch";
constexpr std::string_view kJax = "jax";

bool same_part(const Condition& left, const Condition& right) {
    return left.part == right.part && left.name == right.name;
}

class Chooser {
 public:
    Chooser(const Statements& said, const Choice& choice) : said_(said), choice_(choice) {}

    std::vector<FrameworkNeed> choose() {
        std::set<std::string_view> chosen;
        for (const Statement& statement : said_.frameworks) {
            const auto& framework = statement.need.framework;
            if (chosen.insert(framework).second) choose_framework(framework);
        }
        for (const CompanionStatement& companion : said_.companions) choose_companion(companion);
        return std::move(needs_);
    }

 private:
    FrameworkNeed* find_need(std::string_view framework) {
        const auto need = std::find_if(needs_.begin(), needs_.end(), [&](const auto& each) {
            return each.framework == framework;
        });
        return need == needs_.end() ? nullptr : &*need;
    }

    void choose_framework(const std::string& framework) {
        auto options = options_of(framework, said_, choice_);
        if (options.empty()) return;
        add_built_elsewhere(options);
        for (Option& option : options) {
            complete(option);
            drop_certain_marker(option);
        }
        const std::size_t best = best_option(options);
        auto need = options[best].need;
        for (std::size_t i = 0; i < options.size(); ++i) {
            if (i != best) add_alternative(need, options[i].need);
        }
        needs_.push_back(std::move(need));
    }

    /// What is certain here, or would be with the part that it stands in, is no condition.
    void drop_certain_marker(Option& option) const {
        auto& condition = option.need.condition;
        auto extras = choice_.extras;
        if (!condition.name.empty()) extras.push_back(condition.name);
        const formats::MarkerEnvironment environment{
            choice_.platform, choice_.python, std::move(extras)};
        if (formats::applies(condition.marker, environment) == formats::Applies::yes)
            condition.marker.clear();
    }

    static void add_alternative(FrameworkNeed& need, const FrameworkNeed& other) {
        const auto is_same = [&](const auto& each) {
            return each.release == other.release && each.build == other.build &&
                   each.cuda == other.cuda;
        };
        if (is_same(need) || std::any_of(need.also.begin(), need.also.end(), is_same)) return;
        need.also.push_back({other.release, other.build, other.cuda, other.condition, other.where});
    }

    /// Parts that say where a framework comes from, but not that it is wanted: with them the base
    /// has another build.
    void add_built_elsewhere(std::vector<Option>& options) const {
        const Option base = options[best_option(options)];
        for (const BuildHint& hint : said_.builds) {
            if (hint.framework != base.need.framework ||
                standing_of(hint.condition, choice_) != Standing::elsewhere)
                continue;
            const bool is_there =
                std::any_of(options.begin(), options.end(), [&](const auto& each) {
                    return same_part(each.need.condition, hint.condition);
                });
            if (is_there || options.size() >= kMostOptions) continue;
            Option option = base;
            option.standing = Standing::elsewhere;
            option.need.condition = hint.condition;
            set_build(option.need, hint.build);
            options.push_back(std::move(option));
        }
    }

    static void set_build(FrameworkNeed& need, std::string_view build) {
        need.build = build;
        need.cuda = find_build_cuda(build);
    }

    /// Whether what stands under `condition` counts where `option` does.
    [[nodiscard]] bool counts_for(const Condition& condition, const Option& option) const {
        const auto standing = standing_of(condition, choice_);
        if (standing == Standing::elsewhere) return same_part(condition, option.need.condition);
        return standing != Standing::out;
    }

    void complete(Option& option) const {
        auto& need = option.need;
        const auto constraint = said_.constraints.find(need.framework);
        if (constraint != said_.constraints.end()) merge(need, constraint->second);
        const bool open = need.build.empty() || (need.build == "cuda" && !need.cuda);
        if (open && !need.cuda) {
            if (const auto* hint = find_hint(option)) set_build(need, hint->build);
        }
        take_wheels(option);
        // Without its plugin JAX has no CUDA. conda chooses the build by the machine.
        const bool is_plain = need.build.empty() && !need.cuda && need.container.empty();
        if (need.framework == kJax && is_plain && option.channel == Channel::pip)
            need.build = "cpu";
    }

    /// What is of the option's own part before what is of all; a source of its own before an index;
    /// of several sources the one with a build for CUDA, of several indexes the first.
    [[nodiscard]] const BuildHint* find_hint(const Option& option) const {
        const BuildHint* best = nullptr;
        const auto rank = [&](const BuildHint& hint) {
            const bool own = hint.condition.part != Part::base &&
                             same_part(hint.condition, option.need.condition);
            const bool source = hint.kind == BuildHint::Kind::source;
            const bool cuda = source && find_build_cuda(hint.build).has_value();
            return (own ? 4 : 0) + (source ? 2 : 0) + (cuda ? 1 : 0);
        };
        for (const BuildHint& hint : said_.builds) {
            // conda asks no index of pip's.
            const bool is_foreign =
                option.channel == Channel::conda && hint.kind == BuildHint::Kind::index;
            if (hint.framework != option.need.framework || is_foreign ||
                !counts_for(hint.condition, option))
                continue;
            if (best == nullptr || rank(hint) > rank(*best)) best = &hint;
        }
        return best;
    }

    /// Of pip's packages only PyTorch pins NVIDIA's wheels to the versions that it was built with;
    /// what conda brings stands beside all that is conda's.
    void take_wheels(Option& option) const {
        auto& need = option.need;
        if (is_without_cuda(need)) return;
        if (option.channel == Channel::pip && need.framework != kTorch) return;
        const auto runtime = find_wheel(NvidiaWheel::runtime, option);
        if (runtime && !need.cuda) need.cuda = runtime->truncated(2);
        if (!need.cudnn) need.cudnn = find_wheel(NvidiaWheel::cudnn, option);
    }

    /// nullopt also where several stand there: which of them goes with the option is not said.
    [[nodiscard]] std::optional<Version> find_wheel(NvidiaWheel wheel, const Option& option) const {
        std::optional<Version> found;
        for (const WheelStatement& said : said_.wheels) {
            if (said.wheel != wheel || said.channel != option.channel ||
                !counts_for(said.condition, option))
                continue;
            if (found && said.version.is_prefix_of(*found)) continue;
            if (found && !found->is_prefix_of(said.version)) return std::nullopt;
            found = said.version;
        }
        return found;
    }

    void choose_companion(const CompanionStatement& said) {
        const auto standing = standing_of(said.need.condition, choice_);
        if (standing == Standing::out) return;
        const Companion companion{
            said.package.name, said.need.release, said.torch, said.need.cuda, said.need.where};
        if (said.package.framework.empty()) return add_family(said, companion);
        if (auto* need = find_need(said.package.framework)) {
            const bool tells = standing == Standing::in && need->build.empty() && !need->cuda &&
                               !is_for_another(said, *need);
            if (tells && said.need.cuda) set_build(*need, said.need.build);
            if (said.torch && need->release.kind() == Spec::Kind::latest)
                need->release = parse_spec(said.torch->text());
            add_companion(*need, companion);
            return;
        }
        if (said.torch) {
            auto need = said.need;
            need.framework = said.package.framework;
            need.release = parse_spec(said.torch->text());
            add_companion(need, companion);
            needs_.push_back(std::move(need));
            return;
        }
        add_alone(said, said.package.framework);
    }

    /// What is compiled for another release than the one that is named says nothing of that one.
    static bool is_for_another(const CompanionStatement& said, const FrameworkNeed& need) {
        if (!said.torch || need.release.kind() != Spec::Kind::version) return false;
        const auto& release = need.release.version();
        return !said.torch->is_prefix_of(release) && !release.is_prefix_of(*said.torch);
    }

    /// Packages of one family have one release and one CUDA: the first that is named stands for
    /// all.
    void add_family(const CompanionStatement& said, const Companion& companion) {
        const auto same = families_.find(said.package.family);
        if (same == families_.end()) {
            families_.emplace(said.package.family, said.package.name);
            add_alone(said, "CUDA");
            return;
        }
        auto* need = find_need(same->second);
        if (need == nullptr) return;
        merge(*need, said.need);
        if (need->cuda) need->goes_with.clear();
        if (said.package.name != need->framework) add_companion(*need, companion);
    }

    /// Each package once, by the place that tells most.
    static void add_companion(FrameworkNeed& need, const Companion& companion) {
        const auto same =
            std::find_if(need.companions.begin(), need.companions.end(), [&](const auto& each) {
                return each.package == companion.package;
            });
        if (same == need.companions.end()) {
            need.companions.push_back(companion);
        } else if (!same->cuda && companion.cuda) {
            *same = companion;
        }
    }

    void add_alone(const CompanionStatement& said, const std::string& goes_with) {
        if (auto* same = find_need(said.package.name)) {
            merge(*same, said.need);
            if (same->cuda) same->goes_with.clear();
            return;
        }
        Option option{said.need, standing_of(said.need.condition, choice_), said.channel};
        option.need.framework = said.package.name;
        complete(option);
        if (!option.need.cuda) option.need.goes_with = goes_with;
        needs_.push_back(std::move(option.need));
    }

    const Statements& said_;
    const Choice& choice_;
    std::vector<FrameworkNeed> needs_;
    std::map<std::string, std::string, std::less<>> families_;  ///< the need that stands for each
};

}  // namespace

std::vector<FrameworkNeed> choose_needs(const Statements& statements, const Choice& choice) {
    return Chooser(statements, choice).choose();
}

}  // namespace cudaenv::python
