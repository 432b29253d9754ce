// SPDX-License-Identifier: Apache-2.0
// Reads an activation file's lines as steps.
#include "activation/steps.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>

#include <map>
#include <string>
#include <string_view>

namespace cudaenv::activation {
namespace {

std::string in_store(std::string_view value, const store::Installed& target) {
    return (target.root / "store" / value.substr(store::kStorePrefix.size())).string();
}

/// "." and "./x" are below the prefix, "store:x" is in the root's store, all else is literal.
std::string resolve_value(std::string_view value, const store::Installed& target) {
    if (value == ".") return target.path.string();
    if (value.starts_with("./")) return (target.path / value.substr(2)).string();
    if (value.starts_with(store::kStorePrefix)) return in_store(value, target);
    return std::string(value);
}

std::string resolve_last_word(std::string_view words, const store::Installed& target) {
    const std::size_t begin = words.rfind(' ') + 1;
    return std::string(words.substr(0, begin)) + resolve_value(words.substr(begin), target);
}

/// Steps in name order, one per variable.
class Plan {
 public:
    void add(Style style, std::string_view name, const std::string& ours) {
        if (!is_variable_name(name)) {
            throw Error(ErrorKind::integrity,
                        "an environment sets a variable with a bad name: " + std::string(name));
        }
        const auto [found, is_new] = steps_.try_emplace(std::string(name));
        Step& step = found->second;
        const bool extends = !is_new && style != Style::set && step.style == style;
        const std::string separator = style == Style::list ? ":" : " ";
        step = {style, found->first, extends ? step.ours + separator + ours : ours};
    }

    [[nodiscard]] std::vector<Step> steps() const {
        std::vector<Step> all;
        all.reserve(steps_.size());
        for (const auto& [name, step] : steps_) all.push_back(step);
        return all;
    }

 private:
    std::map<std::string, Step> steps_;
};

}  // namespace

std::vector<Step> plan_steps(const store::Installed& target, bool with_library_path) {
    const store::Activation& activation = target.activation;
    Plan plan;
    for (const std::string& path : activation.paths) {
        plan.add(Style::list, "PATH", (target.path / path).string());
    }
    for (const std::string& path : activation.library_paths) {
        if (with_library_path) {
            plan.add(Style::list, "LD_LIBRARY_PATH", (target.path / path).string());
        }
    }
    for (const auto& [name, value] : activation.set) {
        plan.add(Style::set, name, resolve_value(value, target));
    }
    for (const auto& [name, words] : activation.prepend) {
        plan.add(Style::word, name, resolve_last_word(words, target));
    }
    return plan.steps();
}

}  // namespace cudaenv::activation
