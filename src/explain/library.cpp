// SPDX-License-Identifier: Apache-2.0
// Why a library was chosen, or cannot be had.
#include <cudaenv/base/text.hpp>
#include <cudaenv/explain/library.hpp>

#include <fmt/format.h>

namespace cudaenv::explain {

namespace {

using resolve::LibraryWish;

/// "8.9.7.29 could not be reached (redist)".
std::string obstructed_words(const resolve::ObstructedLibrary& library) {
    return fmt::format("{} {}", library.version.text(), obstacle_words(library.obstacle));
}

/// "cuDNN 8", "NCCL >=2.20"; nothing but the title where any release is meant.
std::string wanted_words(Product library, const LibraryWish& wish) {
    const std::string title(product_title(library));
    const auto& [named, major] = wish;
    if (named && named->kind() != Spec::Kind::latest) return title + " " + named->text();
    return !named && major ? fmt::format("{} {}", title, *major) : title;
}

struct ObstacleWords {
    std::string operator()(const resolve::NotBuiltFor& obstacle) const {
        return fmt::format("is not built for CUDA {}", obstacle.toolkit.truncated(2).text());
    }
    std::string operator()(const resolve::LacksGpuCode& obstacle) const {
        return "has no code for compute capability " + obstacle.capability.text();
    }
    std::string operator()(const resolve::NeedsDriver& obstacle) const {
        return "needs driver " + obstacle.driver.text();
    }
    std::string operator()(const resolve::InNoSource& /*obstacle*/) const {
        return "is in none of the sources in use";
    }
    std::string operator()(const resolve::NotReachable& obstacle) const {
        return fmt::format("could not be reached ({})", join(source_texts(obstacle.sources), ", "));
    }
};

/// Without the framework that it may be taken for.
std::string plain_reason(const resolve::ChosenLibrary& library) {
    const auto& reason = library.reason;
    const auto wanted = wanted_words(library.product, reason.wish);
    auto words = fmt::format("newest {}{} for CUDA {}.x",
                             wanted == product_title(library.product) ? "" : "of ",
                             wanted,
                             reason.toolkit_major);
    if (reason.wish.named && reason.wish.named->is_exact()) words = "named exactly";
    if (reason.better)
        words += fmt::format(" that can be had here ({})", obstructed_words(*reason.better));
    if (reason.driver_floor) words += "; driver floor " + reason.driver_floor->text();
    return words;
}

}  // namespace

std::string obstacle_words(const resolve::LibraryObstacle& obstacle) {
    return std::visit(ObstacleWords{}, obstacle);
}

std::string reason_words(const resolve::ChosenLibrary& library) {
    const auto& built_with = library.reason.built_with;
    if (!built_with) return plain_reason(library);
    const auto name = fmt::format("{} {}", built_with->framework, built_with->release);
    if (built_with->is_taken) return fmt::format("what {} was built with", name);
    return fmt::format(
        "{}; {} was built with {}", plain_reason(library), name, built_with->version.text());
}

std::string missing_words(const resolve::MissingLibrary& missing) {
    return fmt::format("no {} for CUDA {} can be had here",
                       wanted_words(missing.product, missing.wish),
                       missing.toolkit.text());
}

std::string newest_words(const resolve::MissingLibrary& missing) {
    return missing.newest ? obstructed_words(*missing.newest) : "no such release is known";
}

}  // namespace cudaenv::explain
