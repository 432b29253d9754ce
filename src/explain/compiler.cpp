// SPDX-License-Identifier: Apache-2.0
// Why a host compiler was chosen, or does not fit.
#include <cudaenv/explain/compiler.hpp>

#include <fmt/format.h>

namespace cudaenv::explain {

namespace {

std::string nvcc_name(const Version& toolkit) {
    return "nvcc " + toolkit.truncated(2).text();
}

struct PlainGccWords {
    std::string operator()(const resolve::NoGcc& /*obstacle*/) const {
        return "this machine has no gcc";
    }
    std::string operator()(const resolve::NoPlainGxx& /*obstacle*/) const {
        return "this machine has no plain g++";
    }
    std::string operator()(const resolve::UnfitGcc& obstacle) const {
        return fmt::format("gcc {} on this machine {}",
                           obstacle.version.truncated(2).text(),
                           misfit_words(obstacle.misfit));
    }
};

}  // namespace

std::string range_words(const resolve::GccRange& range) {
    const auto nvcc = nvcc_name(range.toolkit);
    return range.most ? fmt::format("{} accepts gcc up to {}", nvcc, *range.most)
                      : nvcc + " states no limit for gcc";
}

std::string misfit_words(const resolve::GccMisfit& misfit) {
    const auto nvcc = nvcc_name(misfit.toolkit);
    switch (misfit.fault) {
        case resolve::GccFault::too_new:
            return fmt::format("is too new for {} (accepts up to {})", nvcc, misfit.bound);
        case resolve::GccFault::too_old:
            return fmt::format("is too old for {} (accepts from {})", nvcc, misfit.bound);
        case resolve::GccFault::broken:
            return fmt::format(
                "does not work with {} (its <{}> does not compile)", nvcc, misfit.header);
    }
    return {};
}

std::string obstacle_words(const resolve::PlainGccObstacle& obstacle) {
    return std::visit(PlainGccWords{}, obstacle);
}

std::string reason_words(const resolve::ChosenCompiler& compiler) {
    const auto& [accepted, instead] = compiler.reason;
    if (!instead) return range_words(accepted);
    const auto obstacle = obstacle_words(*instead);
    if (compiler.origin == CompilerOrigin::store) return obstacle + ": a GCC that fits comes along";
    return fmt::format(
        "{}: {} {} is used", obstacle, compiler_kind_text(compiler.kind), compiler.version.text());
}

}  // namespace cudaenv::explain
