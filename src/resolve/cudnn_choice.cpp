// SPDX-License-Identifier: Apache-2.0
// Which cuDNN goes with a toolkit on a machine.
#include "resolve/cudnn_choice.hpp"
#include "resolve/releases.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::resolve {

namespace {

constexpr std::string_view kVariantPrefix = "cuda";

struct Question {
    const Request& request;
    const Version& toolkit;
    const machine::Machine& machine;
    const CatalogView& catalog;
    std::optional<unsigned> major;  ///< of the cuDNN, when nobody named one
};

/// A release that fits, or why it does not.
struct Fit {
    const catalog::Summary* summary = nullptr;
    std::string variant;
    std::string source;
    std::string obstacle;  ///< empty: it fits
};

bool is_named(const Question& question) {
    return question.request.cudnn.has_value();
}

bool is_asked_for(const catalog::Summary& summary, const Question& question) {
    const bool reserved = summary.prerelease || summary.yanked || summary.version.is_prerelease();
    if (!is_named(question)) {
        return !reserved && (!question.major || summary.version.major_number() == *question.major);
    }
    return question.request.cudnn->matches(summary.version) &&
           (!reserved || question.request.cudnn->is_exact());
}

const catalog::CudnnVariant* find_variant(const catalog::CudnnRow* row, const std::string& name) {
    if (row == nullptr) return nullptr;
    const auto found = std::find_if(row->variants.begin(),
                                    row->variants.end(),
                                    [&](const auto& variant) { return variant.name == name; });
    return found == row->variants.end() ? nullptr : &*found;
}

/// "cuda12" is for every toolkit 12.x; "cuda10.2" for that one, and for those the table lists.
bool covers(const std::string& variant, const Version& toolkit, const catalog::CudnnRow* row) {
    if (!variant.starts_with(kVariantPrefix)) return false;
    const auto built_for = find_version(std::string_view(variant).substr(kVariantPrefix.size()));
    if (!built_for) return false;
    if (built_for->is_prefix_of(toolkit)) return true;
    const auto* listed = find_variant(row, variant);
    return listed != nullptr &&
           std::any_of(listed->toolkits.begin(), listed->toolkits.end(), [&](const auto& each) {
               return each.is_prefix_of(toolkit);
           });
}

/// The variants for the toolkit among what the sources offer, each once.
std::vector<std::string> variants_for(const catalog::Summary& summary,
                                      const Question& question,
                                      const catalog::CudnnRow* row) {
    std::vector<std::string> variants;
    for (const auto& offered : summary.offers) {
        for (const auto& variant : offered.variants) {
            const bool is_new =
                std::find(variants.begin(), variants.end(), variant) == variants.end();
            if (is_new && covers(variant, question.toolkit, row)) variants.push_back(variant);
        }
    }
    return variants;
}

/// Machine code of the same generation runs on its newer members, so the upper end is a generation.
bool gpu_is_in_range(const Version& gpu, const catalog::CudnnRow& row) {
    if (row.min_cc && gpu < *row.min_cc) return false;
    return !row.max_cc || gpu.major_number() <= row.max_cc->major_number();
}

std::string gpu_obstacle(const catalog::CudnnRow* row, const Question& question) {
    if (row == nullptr) return {};
    for (const auto& gpu : machine::capabilities(question.machine)) {
        if (!gpu_is_in_range(gpu, *row))
            return fmt::format("has no code for compute capability {}", gpu.text());
    }
    return {};
}

/// The floor that holds: what the matrix states, but not more than minor-version compatibility of
/// the major, on which later releases of a major are known to run.
std::optional<Version> driver_floor(const catalog::CudnnVariant* variant,
                                    const Question& question) {
    if (variant == nullptr || !variant->min_driver) return std::nullopt;
    const auto minor_floor = question.catalog.drivers->find_floor(question.toolkit.major_number());
    return minor_floor && *minor_floor < *variant->min_driver ? minor_floor : variant->min_driver;
}

std::string driver_obstacle(const catalog::CudnnVariant* variant, const Question& question) {
    const auto floor = driver_floor(variant, question);
    if (!question.machine.driver || !floor || question.machine.driver->version >= *floor) return {};
    return fmt::format("needs driver {}", floor->text());
}

Fit examine_variant(const catalog::Summary& summary,
                    const std::string& variant,
                    const Question& question) {
    const auto* row = question.catalog.cudnn_table->find_row(summary.version);
    Fit fit{&summary, variant, {}, gpu_obstacle(row, question)};
    if (fit.obstacle.empty()) fit.obstacle = driver_obstacle(find_variant(row, variant), question);
    if (!fit.obstacle.empty()) return fit;
    const Wanted wanted{catalog::Provides::library, question.machine.platform, variant};
    fit.source = find_reachable_source(summary, wanted, question.request).value_or("");
    if (!fit.source.empty()) return fit;
    const auto sources = offering_sources(summary, wanted, question.request.sources);
    fit.obstacle = sources.empty() ? std::string("is in none of the sources in use")
                                   : fmt::format("could not be reached ({})", join(sources, ", "));
    return fit;
}

Fit examine(const catalog::Summary& summary, const Question& question) {
    const auto* row = question.catalog.cudnn_table->find_row(summary.version);
    Fit fit{&summary,
            {},
            {},
            fmt::format("is not built for CUDA {}", question.toolkit.truncated(2).text())};
    for (const auto& variant : variants_for(summary, question, row)) {
        fit = examine_variant(summary, variant, question);
        if (fit.obstacle.empty()) break;
    }
    return fit;
}

std::string wanted_words(const Question& question) {
    if (is_named(question)) return "cuDNN " + question.request.cudnn->text();
    return question.major ? fmt::format("cuDNN {}", *question.major) : std::string("cuDNN");
}

/// "8.9.7.29 could not be reached (redist)": why the newest one that is built for the toolkit was
/// not taken; else empty.
std::string passed_over(const std::vector<Fit>& examined) {
    const auto newer = std::find_if(examined.begin(), examined.end(), [](const Fit& fit) {
        return !fit.variant.empty() && !fit.obstacle.empty();
    });
    if (newer == examined.end()) return {};
    return fmt::format("{} {}", newer->summary->version.text(), newer->obstacle);
}

std::string reason_for(const Fit& fit, const std::vector<Fit>& examined, const Question& question) {
    auto reason = fmt::format(
        "newest of {} for CUDA {}.x", wanted_words(question), question.toolkit.major_number());
    if (is_named(question) && question.request.cudnn->is_exact()) reason = "named exactly";
    const auto better = passed_over(examined);
    if (!better.empty()) reason += fmt::format(" that can be had here ({})", better);
    const auto* row = question.catalog.cudnn_table->find_row(fit.summary->version);
    const auto floor = driver_floor(find_variant(row, fit.variant), question);
    if (floor) reason += "; driver floor " + floor->text();
    return reason;
}

/// Why no release fits: the obstacle of the newest, or that there is none at all.
std::string why_none(const std::vector<Fit>& examined) {
    if (examined.empty()) return "no such release is known";
    return fmt::format(
        "{} {}", examined.front().summary->version.text(), examined.front().obstacle);
}

CudnnChoice without(const std::vector<Fit>& examined, const Question& question) {
    const auto missing = fmt::format(
        "no {} for CUDA {} can be had here", wanted_words(question), question.toolkit.text());
    if (is_named(question)) {
        Error error(
            ErrorKind::not_found, missing, "another --cudnn, or --cudnn none to go without");
        error.add_detail(why_none(examined));
        throw Error(error);
    }
    CudnnChoice choice;
    choice.notes.push_back(
        fmt::format("{}: {}; the environment comes without cuDNN", missing, why_none(examined)));
    return choice;
}

/// What NVIDIA documents for newer builds is more than what they are known to run on.
std::vector<std::string> floor_notes(const Fit& fit, const Question& question) {
    // cuDNN support matrix, 9.26 and newer; field reports show these builds running on driver 580.
    const auto first = parse_version("9.26");
    const auto documented = parse_version("615.71.09");
    const auto& driver = question.machine.driver;
    if (fit.variant != "cuda13" || fit.summary->version < first || !driver ||
        driver->version >= documented)
        return {};
    return {fmt::format(
        "cuDNN {} documents driver {} or newer; it is known to run on older ones such as {}",
        fit.summary->version.text(),
        documented.text(),
        driver->version.text())};
}

/// Summaries that are asked for, newest first.
std::vector<const catalog::Summary*> asked_for(const Question& question) {
    std::vector<const catalog::Summary*> summaries;
    for (const auto& summary : question.catalog.cudnn) {
        if (is_asked_for(summary, question)) summaries.push_back(&summary);
    }
    std::sort(summaries.begin(), summaries.end(), [](const auto* left, const auto* right) {
        return left->version > right->version;
    });
    return summaries;
}

bool wants_none(const Request& request) {
    if (request.cudnn) return request.cudnn->kind() == Spec::Kind::none;
    return request.profile == catalog::Profile::minimal;
}

}  // namespace

CudnnChoice choose_cudnn(const Request& request,
                         const Version& toolkit,
                         const machine::Machine& machine,
                         const CatalogView& catalog) {
    if (wants_none(request)) return {};
    const Question question{
        request, toolkit, machine, catalog, catalog.cudnn_table->default_major(toolkit)};
    std::vector<Fit> examined;
    for (const auto* summary : asked_for(question)) {
        examined.push_back(examine(*summary, question));
        const auto& fit = examined.back();
        if (!fit.obstacle.empty()) continue;
        ChosenLibrary library{"cudnn",
                              summary->version,
                              fit.variant,
                              fit.source,
                              reason_for(fit, examined, question)};
        return {
            library, floor_notes(fit, question), catalog.cudnn_table->find_row(summary->version)};
    }
    return without(examined, question);
}

}  // namespace cudaenv::resolve
