// SPDX-License-Identifier: Apache-2.0
// What a Python project says of a framework.
#include <cudaenv/base/text.hpp>
#include <cudaenv/explain/project.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace cudaenv::explain {

namespace {

using python::Condition;
using python::FrameworkNeed;
using python::Part;
using python::UnreadFile;

std::string_view part_word(Part part) {
    constexpr std::array<std::string_view, 5> words{
        "base", "extra", "group", "feature", "environment"};
    return words.at(static_cast<std::size_t>(part));
}

std::string part_words(const Condition& condition) {
    if (condition.name.empty()) return fmt::format("an {}", part_word(condition.part));
    return fmt::format("{} {}", part_word(condition.part), condition.name);
}

std::string release_words(const std::string& name, const Spec& release) {
    if (release.kind() == Spec::Kind::latest) return name;
    return fmt::format("{} {}", name, release.text());
}

/// Whether both name a release, and another one.
bool contradicts(const Spec& release, const std::optional<Version>& other) {
    return other && release.kind() == Spec::Kind::version &&
           !release.version().is_prefix_of(*other) && !other->is_prefix_of(release.version());
}

bool contradicts(const std::optional<Version>& cuda, const std::optional<Version>& other) {
    return cuda && other && !cuda->is_prefix_of(*other) && !other->is_prefix_of(*cuda);
}

}  // namespace

std::string condition_words(const Condition& condition) {
    std::vector<std::string> words;
    if (condition.part != Part::base) words.push_back(part_words(condition));
    if (!condition.marker.empty()) words.push_back("where " + condition.marker);
    return words.empty() ? std::string("its base") : join(words, ", ");
}

std::string choice_words(const FrameworkNeed& need) {
    const auto& condition = need.condition;
    const auto any = [&](const auto& holds) {
        return std::any_of(need.also.begin(), need.also.end(), [&](const auto& other) {
            return holds(other.condition);
        });
    };
    const bool is_base = condition.part == Part::base && condition.marker.empty();
    if (is_base && need.also.empty()) return {};
    auto words = is_base ? std::string("its base dependencies") : condition_words(condition);
    const bool by_python = any([](const Condition& other) { return !other.marker.empty(); });
    if (!condition.marker.empty() && by_python) words += ": the newest";
    if (any([](const Condition& other) { return other.part != Part::base; }))
        words += "; --extra NAME chooses";
    if (by_python) words += "; --python X.Y chooses";
    return words;
}

std::string alternative_words(const std::string& framework, const python::Alternative& other) {
    auto text = release_words(framework, other.release);
    if (other.cuda) {
        text += ", CUDA " + other.cuda->text();
    } else if (!other.build.empty()) {
        text += fmt::format(", its {} build", other.build);
    }
    return fmt::format("{} ({})", text, condition_words(other.condition));
}

std::string companion_words(const FrameworkNeed& need, const python::Companion& companion) {
    const auto name = release_words(companion.package, companion.release);
    if (!companion.framework && !companion.cuda) {
        return fmt::format(
            "{} goes with it: for which release and CUDA it is compiled is not known to cudaenv",
            name);
    }
    std::vector<std::string> wanted;
    if (companion.framework)
        wanted.push_back(fmt::format("{} {}", need.framework, companion.framework->text()));
    if (companion.cuda) wanted.push_back("CUDA " + companion.cuda->text());
    auto text = fmt::format("{} is compiled for {}", name, join(wanted, " and "));
    if (contradicts(need.release, companion.framework)) {
        text += fmt::format(", not for {}", release_words(need.framework, need.release));
    } else if (contradicts(need.cuda, companion.cuda)) {
        text += fmt::format(", not for CUDA {}", need.cuda->text());
    }
    return text;
}

std::string cpu_words(const FrameworkNeed& need) {
    if (!need.is_direct) {
        return fmt::format(
            "comes with another package as its {} build: it asks for neither an NVIDIA driver nor "
            "a toolkit",
            need.build);
    }
    const bool lacks_plugin = need.framework == "jax" && need.build == "cpu";
    return fmt::format(
        "is its {} build{}: it needs neither an NVIDIA driver nor a toolkit",
        need.build,
        lacks_plugin ? " (no plugin for CUDA, as jax[cuda12] brings, is named)" : "");
}

std::string container_words(const FrameworkNeed& need) {
    if (need.container.empty()) return {};
    return fmt::format(
        "it is NVIDIA's own build, for its container release {}, not the package index's: what the "
        "table says of {} is not about it, and the container brings its CUDA",
        need.container,
        need.framework);
}

std::vector<std::string> unread_words(const std::vector<UnreadFile>& files,
                                      const std::vector<std::string>& names) {
    std::vector<std::string> no_reader;
    std::vector<std::string> not_needed;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const bool readable = files[i].reason == UnreadFile::Reason::not_needed;
        (readable ? not_needed : no_reader).push_back(names[i]);
    }
    std::vector<std::string> sentences;
    if (!no_reader.empty())
        sentences.push_back(join(no_reader, ", ") + ": of a kind that cudaenv does not read");
    if (!not_needed.empty()) sentences.push_back(join(not_needed, ", ") + ": read only when named");
    return sentences;
}

}  // namespace cudaenv::explain
