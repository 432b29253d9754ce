// SPDX-License-Identifier: Apache-2.0
// What a framework was built with, and how it runs on a machine: as programs of its CUDA do,
// within what it states itself.
#include <cudaenv/explain/driver.hpp>
#include <cudaenv/explain/framework.hpp>
#include <cudaenv/explain/judgement.hpp>

#include <fmt/format.h>

namespace cudaenv::explain {

namespace {

using resolve::BuildReason;
using resolve::FrameworkAnswer;
using resolve::KnownDriver;
using resolve::Verdict;

std::string too_old_words(const std::optional<KnownDriver>& driver,
                          const std::optional<Version>& needed) {
    const auto needs =
        needed ? fmt::format(": it needs {} or newer", needed->text()) : std::string();
    return fmt::format("{} is too old{}", driver_name(driver), needs);
}

struct LimitWords {
    const std::optional<KnownDriver>& driver;

    std::string operator()(const resolve::FrameworkDriverLimit& limit) const {
        return too_old_words(driver, limit.needed);
    }
    std::string operator()(const resolve::FrameworkGpuLimit& limit) const {
        return fmt::format("it has no code for compute capability {}: it needs {} or newer",
                           limit.gpu.text(),
                           limit.needed.text());
    }
};

std::string without_driver(const FrameworkAnswer& answer) {
    return answer.least_driver
               ? fmt::format("no driver here: it runs where the driver is {} or newer",
                             answer.least_driver->text())
               : std::string("no driver here");
}

struct FrameworkNoteWords {
    const std::string name;  ///< "torch 2.6.0"

    std::string operator()(const resolve::NotInTable& /*note*/) const {
        return fmt::format(
            "the table of frameworks has no {}: what its build needs is told by its name", name);
    }
    std::string operator()(const resolve::BringsRuntime& /*note*/) const {
        return name +
               " brings its own CUDA runtime in its wheels: to run it you need only the driver; a "
               "toolkit of the same major is for building extensions";
    }
    std::string operator()(const resolve::OtherBuildRuns& note) const {
        return fmt::format("its build for CUDA {} runs here", note.cuda.truncated(2).text());
    }
    std::string operator()(const resolve::RuntimeExtra& extra) const {
        return fmt::format("the extra [{}] brings the CUDA libraries as wheels", extra.name);
    }
};

}  // namespace

std::string verdict_words(const FrameworkAnswer& answer) {
    const auto& judgement = answer.toolkit.judgement;
    if (answer.limit) return std::visit(LimitWords{judgement.driver}, *answer.limit);
    if (!judgement.driver) return without_driver(answer);
    const auto driver = driver_name(*judgement.driver);
    switch (judgement.verdict) {
        case Verdict::native:
            return judgement.reason ? words(judgement) : driver + " runs it natively";
        case Verdict::minor_compat:
            return driver +
                   " runs it in minor-version compatibility: what it brings compiled works, what "
                   "the driver would have to compile (PTX) does not";
        case Verdict::unsupported:
            // With a GPU that gets no machine code it is not the least driver that is lacking.
            if (judgement.reason == resolve::Reason::driver_too_old && !judgement.misfit &&
                judgement.driver->kind == machine::DriverKind::linux_module)
                return too_old_words(judgement.driver, answer.least_driver);
            break;
        case Verdict::forward_compat:
        case Verdict::compile_only:
            break;
    }
    return words(judgement);
}

std::string build_reason(const FrameworkAnswer& answer) {
    switch (answer.build_reason) {
        case BuildReason::only_one:
            return "its only build for CUDA in the table";
        case BuildReason::asked_for:
            return "its build for CUDA " + answer.asked_cuda.value_or(answer.build.cuda).text();
        case BuildReason::usual:
            return "the build that a plain install gives";
        case BuildReason::newest:
            return "its newest build";
        case BuildReason::told:
            return "as its name says";
    }
    return {};
}

std::string name_words(const FrameworkAnswer& answer) {
    if (answer.release.empty()) return answer.framework;
    return fmt::format("{} {}", answer.framework, answer.release);
}

std::vector<std::string> note_words(const FrameworkAnswer& answer) {
    const FrameworkNoteWords words{name_words(answer)};
    std::vector<std::string> sentences;
    for (const auto& note : answer.notes) sentences.push_back(std::visit(words, note));
    return sentences;
}

}  // namespace cudaenv::explain
