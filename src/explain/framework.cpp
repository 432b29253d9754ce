// SPDX-License-Identifier: Apache-2.0
// What a framework was built with, and how it runs on a machine: as programs of its CUDA do,
// within what it states itself.
#include <cudaenv/base/platform.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/explain/driver.hpp>
#include <cudaenv/explain/framework.hpp>
#include <cudaenv/explain/judgement.hpp>

#include <fmt/format.h>

namespace cudaenv::explain {

namespace {

using resolve::BuildCode;
using resolve::BuildFit;
using resolve::BuildReason;
using resolve::FrameworkAlternative;
using resolve::FrameworkAnswer;
using resolve::KnownDriver;
using resolve::Verdict;

std::string too_old_words(const std::optional<KnownDriver>& driver,
                          const std::optional<Version>& needed) {
    const auto needs =
        needed ? fmt::format(": it needs {} or newer", needed->text()) : std::string();
    return fmt::format("{} is too old{}", driver_name(driver), needs);
}

/// "7.0, 7.5 and 8.0"; "nothing" of an empty list.
std::string list_words(const std::vector<catalog::CodeTarget>& targets) {
    std::string words;
    for (std::size_t each = 0; each < targets.size(); ++each) {
        if (each > 0) words += each + 1 == targets.size() ? " and " : ", ";
        words += targets[each].text();
    }
    return words.empty() ? "nothing" : words;
}

std::string code_words(const catalog::CodeSet& code) {
    auto words = "machine code for " + list_words(code.sass);
    if (!code.ptx) return words;
    return words + (code.ptx->empty() ? " and no PTX" : ", PTX for " + list_words(*code.ptx));
}

std::string platform_list(const std::vector<Platform>& platforms) {
    std::vector<std::string> names;
    names.reserve(platforms.size());
    for (const auto platform : platforms) names.emplace_back(platform_text(platform));
    return join(names, ", ");
}

struct LimitWords {
    const BuildFit& fit;

    std::string operator()(const resolve::FrameworkDriverLimit& limit) const {
        return too_old_words(fit.judgement.driver,
                             fit.least_driver ? fit.least_driver : limit.needed);
    }
    std::string operator()(const resolve::FrameworkGpuLimit& limit) const {
        return fmt::format("it has no code for compute capability {}: it needs {} or newer",
                           limit.gpu.text(),
                           limit.needed.text());
    }
    std::string operator()(const resolve::FrameworkCodeLimit& limit) const {
        const auto owner = limit.torch
                               ? fmt::format("the torch {} that it pins", limit.torch->text())
                               : std::string("it");
        const auto gpu = limit.fit.gpu.text();
        if (limit.fit.code == BuildCode::ptx_too_new) {
            const auto driver = fit.native_driver ? fmt::format("driver {} or newer does",
                                                                fit.native_driver->text())
                                                  : std::string("a newer driver does");
            return fmt::format(
                "no kernel image for compute capability {}: {} has only PTX for it, which the "
                "driver here does not compile ({})",
                gpu,
                owner,
                driver);
        }
        return fmt::format("no kernel image for compute capability {}: {} has {}",
                           gpu,
                           owner,
                           code_words(limit.code));
    }
    std::string operator()(const resolve::FrameworkPlatformLimit& limit) const {
        return fmt::format("no such build with CUDA is known for {}, only for {}",
                           platform_text(limit.platform),
                           platform_list(limit.known));
    }
    std::string operator()(const resolve::FrameworkPythonLimit& limit) const {
        return fmt::format(
            "no wheel for Python {}: it has them for {}", limit.python.text(), limit.wanted.text());
    }
};

std::string without_driver(const BuildFit& fit) {
    return fit.least_driver ? fmt::format("no driver here: it runs where the driver is {} or newer",
                                          fit.least_driver->text())
                            : std::string("no driver here");
}

/// What the newest GPU is served with, where that is not code of its own.
std::string code_suffix(const BuildFit& fit) {
    if (fit.gpus.empty() || !fit.gpus.front().by) return {};
    const auto& gpu = fit.gpus.front();
    if (gpu.code == BuildCode::ptx) {
        return fmt::format(
            ", only by PTX: it has no machine code for {}, and the driver compiles its PTX for {} "
            "when it starts",
            gpu.gpu.text(),
            gpu.by->text());
    }
    if (gpu.by->capability == gpu.gpu) return {};
    return fmt::format("; its code for {} runs on {}", gpu.by->text(), gpu.gpu.text());
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
    std::string operator()(const resolve::RuntimeExtra& extra) const {
        return fmt::format("the extra [{}] brings the CUDA libraries as wheels", extra.name);
    }
    std::string operator()(const resolve::CodeNotKnown& /*note*/) const {
        return "for which GPUs this build has code is not known to cudaenv";
    }
    std::string operator()(const resolve::OtherGpuUnserved& note) const {
        return fmt::format("it has no code for the GPU of compute capability {}", note.gpu.text());
    }
    std::string operator()(const resolve::NewerDoesNotRun& note) const {
        return fmt::format("{} is newer and does not run here (--explain says why)", note.release);
    }
    std::string operator()(const resolve::NoKnownInstall& note) const {
        return note.conda_only ? "only conda is known to have this build"
                               : "how pip comes by this build is not known to cudaenv";
    }
};

/// A shell would take these characters for its own.
std::string quoted(const std::string& argument) {
    return argument.find_first_of("[]*<>!") == std::string::npos ? argument
                                                                 : "\"" + argument + "\"";
}

}  // namespace

std::string fit_words(const BuildFit& fit) {
    const auto& judgement = fit.judgement;
    if (fit.limit) return std::visit(LimitWords{fit}, *fit.limit);
    if (!judgement.driver) return without_driver(fit) + code_suffix(fit);
    const auto driver = driver_name(*judgement.driver);
    switch (judgement.verdict) {
        case Verdict::native:
            return judgement.reason ? words(judgement)
                                    : driver + " runs it natively" + code_suffix(fit);
        case Verdict::minor_compat:
            return driver +
                   " runs it in minor-version compatibility: what it brings compiled works, what "
                   "the driver would have to compile (PTX) does not" +
                   code_suffix(fit);
        case Verdict::unsupported:
            // With a GPU that gets no machine code it is not the least driver that is lacking.
            if (judgement.reason == resolve::Reason::driver_too_old && !judgement.misfit &&
                judgement.driver->kind == machine::DriverKind::linux_module)
                return too_old_words(judgement.driver, fit.least_driver);
            break;
        case Verdict::forward_compat:
        case Verdict::compile_only:
            break;
    }
    return words(judgement);
}

std::string command_words(const resolve::PipInstall& install) {
    auto command = "pip install " + quoted(install.requirement);
    if (!install.index_url.empty()) command += " --index-url " + install.index_url;
    for (const auto& address : install.extra_index_urls) command += " --extra-index-url " + address;
    if (!install.find_links.empty()) command += " -f " + install.find_links;
    return command;
}

std::string alternative_words(const FrameworkAnswer& answer) {
    const auto& other = *answer.alternative;
    const auto build = fmt::format("build for CUDA {}", other.cuda.truncated(2).text());
    const auto series = fmt::format("{} {}", answer.framework, other.series.text());
    const auto* only = other.only_by_ptx ? ", only by PTX" : "";
    switch (other.kind) {
        case FrameworkAlternative::Kind::same_release:
            return fmt::format("its {} runs here{}", build, only);
        case FrameworkAlternative::Kind::first_later:
            return fmt::format(
                "{} is the first that runs here, with its {}{}", series, build, only);
        case FrameworkAlternative::Kind::last_earlier:
            return fmt::format("{} is the last that runs here, with its {}{}", series, build, only);
    }
    return {};
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
        case BuildReason::runs_here:
            return "the newest of its builds that runs here";
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
