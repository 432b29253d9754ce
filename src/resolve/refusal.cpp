// SPDX-License-Identifier: Apache-2.0
// The errors of the resolver: no such release, or none that may be used here.
#include "resolve/refusal.hpp"
#include "resolve/words.hpp"

#include <cudaenv/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::resolve {

namespace {

/// "12.6.3, 12.8.0": the ordinary releases just below and just above a version.
std::string neighbours(const std::vector<Considered>& considered, const Version& version) {
    std::string below;
    for (const auto& each : considered) {
        if (!each.reserved().empty()) continue;
        if (each.version() < version) below = each.version().text();
        if (each.version() > version) {
            return below.empty() ? each.version().text() : below + ", " + each.version().text();
        }
    }
    return below;
}

bool was_never_released(const Spec& spec, const catalog::DriverTable& drivers) {
    return spec.kind() == Spec::Kind::version &&
           std::find(drivers.never_released.begin(),
                     drivers.never_released.end(),
                     spec.version().truncated(2)) != drivers.never_released.end();
}

/// Only releases that must be named exactly match: says which one and how.
Error only_reserved(const Considered& reserved, const Request& request) {
    const auto& release = reserved.version().text();
    const bool unknown = reserved.reserved() == kRequirementUnknown;
    const auto why =
        unknown ? reserved.judgement.words
                : fmt::format("{} is {}",
                              release,
                              reserved.reserved() == kYanked ? "withdrawn" : "a pre-release");
    Error error(unknown ? ErrorKind::refused : ErrorKind::not_found,
                fmt::format("{} has no release that is taken unless named exactly",
                            release_words(request.cuda)),
                fmt::format("cudaenv install {}", release));
    error.add_detail(unknown ? fmt::format("{}: {}", release, why) : why);
    return error;
}

Error dropped_gpu(const Considered& nearest, const Spec& spec) {
    Error error(ErrorKind::refused,
                fmt::format("{} does not run on the GPU of this machine", release_words(spec)));
    error.add_detail(fmt::format("{} has {}", nearest.version().text(), nearest.judgement.words));
    return error;
}

Error old_driver(const Considered& nearest, const Situation& situation) {
    const auto& release = nearest.version();
    const auto& driver = situation.machine.driver->version.text();
    const auto words = release_words(situation.request.cuda);
    const bool minor = nearest.judgement.verdict == Verdict::minor_compat;
    Error error(
        ErrorKind::refused,
        minor
            ? fmt::format("{} runs on driver {} only in minor-version compatibility", words, driver)
            : fmt::format("{} does not run on driver {}", words, driver));
    if (!nearest.judgement.min_driver) {
        error.add_detail(fmt::format("{}: {}", release.text(), nearest.judgement.words));
        return error;
    }
    auto needs =
        fmt::format("{} needs driver {}", release.text(), nearest.judgement.min_driver->text());
    const auto floor = situation.catalog.drivers->find_floor(release.major_number());
    if (minor) {
        needs += "; an older one does not compile PTX (no PTX JIT) and lacks newer calls";
    } else if (floor && situation.machine.driver->version < *floor) {
        needs += fmt::format("; even minor-version compatibility needs {}", floor->text());
    }
    error.add_detail(needs);
    return error;
}

std::string next_steps(const Considered& nearest,
                       const Considered* works,
                       const Situation& situation) {
    std::vector<std::string> steps;
    if (nearest.judgement.verdict == Verdict::minor_compat) {
        const bool named = situation.request.cuda.is_exact();
        steps.push_back(named ? "--compat minor, to accept that"
                              : fmt::format("cudaenv install {} --compat minor, to accept that",
                                            situation.request.cuda.text()));
    }
    if (works != nullptr) steps.push_back("cudaenv install " + prefix_words(works->version()));
    if (nearest.judgement.reason != kGpuDropped) steps.emplace_back("update the driver");
    steps.emplace_back("--compat any, to compile for another machine");
    return join(steps, "      or: ");
}

}  // namespace

void require_answerable(const Request& request) {
    const auto kind = request.cuda.kind();
    if (kind == Spec::Kind::system || kind == Spec::Kind::none || kind == Spec::Kind::name) {
        throw Error(ErrorKind::usage,
                    fmt::format("\"{}\" names no CUDA release", request.cuda.text()),
                    "name one as 12, 12.4, 12.4.1, latest or \">=12.1,<12.5\"");
    }
    if (request.compat == Compat::forward) {
        throw Error(ErrorKind::refused,
                    "--compat forward needs NVIDIA's cuda-compat package, which cudaenv does not "
                    "install yet",
                    "--compat minor, or --compat any to compile for another machine");
    }
}

Error no_release(const std::vector<Considered>& considered,
                 const Request& request,
                 const CatalogView& catalog) {
    const auto& spec = request.cuda;
    const auto* reserved =
        find_best(considered, [](const Considered& each) { return each.matches; });
    if (reserved != nullptr) return only_reserved(*reserved, request);
    Error error(ErrorKind::not_found,
                fmt::format("{} {}",
                            release_words(spec),
                            was_never_released(spec, *catalog.drivers) ? "was never released"
                                                                       : "is not a known release"),
                "cudaenv list --available");
    if (spec.kind() == Spec::Kind::version) {
        error.add_detail("nearest known releases: " + neighbours(considered, spec.version()));
    }
    return error;
}

Error refusal(const Considered& nearest, const Considered* works, const Situation& situation) {
    const bool dropped = nearest.judgement.reason == kGpuDropped;
    auto error =
        dropped ? dropped_gpu(nearest, situation.request.cuda) : old_driver(nearest, situation);
    if (works != nullptr) error.add_detail("newest that runs here: " + works->version().text());
    error.set_hint(next_steps(nearest, works, situation));
    return error;
}

}  // namespace cudaenv::resolve
