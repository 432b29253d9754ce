// SPDX-License-Identifier: Apache-2.0
// Which cuDNN goes with a toolkit on a machine: like any library, of the major that was current
// when the toolkit came out, and left out with a note when nobody named one.
#include "resolve/libraries/cudnn_choice.hpp"

#include "resolve/libraries/library_choice.hpp"

#include <cudaenv/base/driver_version.hpp>

#include <algorithm>

namespace cudaenv::resolve {

namespace {

class Cudnn : public Library {
 public:
    Cudnn(const Version& toolkit, const catalog::Facts& catalog)
        : catalog_(catalog), minor_floor_(catalog.drivers().find_floor(toolkit.major_number())) {}

    [[nodiscard]] Product product() const override { return Product::cudnn; }
    [[nodiscard]] const std::vector<catalog::Summary>& releases() const override {
        return catalog_.summaries(Product::cudnn);
    }
    [[nodiscard]] bool is_built_for(const Version& toolkit,
                                    const Version& release,
                                    const std::string& variant) const override {
        if (variant_covers(variant, toolkit)) return true;
        const auto* listed = find_variant(release, variant);
        return listed != nullptr &&
               std::any_of(listed->toolkits.begin(), listed->toolkits.end(), [&](const auto& each) {
                   return each.is_prefix_of(toolkit);
               });
    }
    /// The driver floor is what the matrix states, but not more than minor-version compatibility
    /// of the major, on which later releases of a major are known to run.
    [[nodiscard]] BuildFacts facts(const Version& release,
                                   const std::string& variant) const override {
        const auto* row = find_row(release);
        if (row == nullptr) return {};
        const auto* listed = find_variant(release, variant);
        auto floor = listed == nullptr ? std::nullopt : listed->min_driver;
        if (floor && minor_floor_ && *minor_floor_ < *floor) floor = minor_floor_;
        return {row->min_cc, row->max_cc, floor};
    }
    [[nodiscard]] const catalog::CudnnRow* find_row(const Version& release) const {
        return catalog_.cudnn().find_row(release);
    }
    [[nodiscard]] const catalog::CudnnVariant* find_variant(const Version& release,
                                                            const std::string& name) const {
        const auto* row = find_row(release);
        if (row == nullptr) return nullptr;
        const auto found = std::find_if(row->variants.begin(),
                                        row->variants.end(),
                                        [&](const auto& variant) { return variant.name == name; });
        return found == row->variants.end() ? nullptr : &*found;
    }

 private:
    const catalog::Facts& catalog_;
    std::optional<Version> minor_floor_;
};

/// What NVIDIA documents for newer builds is more than what they are known to run on.
std::vector<Note> documented_driver_notes(const ChosenLibrary& chosen,
                                          const catalog::CudnnVariant* variant,
                                          const machine::Machine& machine) {
    const bool is_below = variant != nullptr && variant->documented_driver && machine.driver &&
                          !driver_reaches(machine.driver->version, *variant->documented_driver);
    if (!is_below) return {};
    return {DocumentedDriver{chosen.version, *variant->documented_driver, machine.driver->version}};
}

bool wants_none(const Request& request) {
    if (request.cudnn) return request.cudnn->kind() == Spec::Kind::none;
    return request.profile == Profile::minimal;
}

}  // namespace

std::variant<CudnnChoice, MissingLibrary> choose_cudnn(const Request& request,
                                                       const Version& toolkit,
                                                       const machine::Machine& machine,
                                                       const catalog::Facts& catalog) {
    if (wants_none(request)) return CudnnChoice{};
    const Cudnn cudnn(toolkit, catalog);
    const LibraryWish wish{request.cudnn, catalog.cudnn().default_major(toolkit)};
    const auto choice = choose_library(cudnn, wish, request, toolkit, machine);
    if (const auto* missing = std::get_if<MissingLibrary>(&choice)) {
        if (request.cudnn) return *missing;
        return CudnnChoice{std::nullopt, {CudnnLeftOut{*missing}}, nullptr};
    }
    const auto& chosen = std::get<ChosenLibrary>(choice);
    const auto* variant = cudnn.find_variant(chosen.version, chosen.variant);
    return CudnnChoice{
        chosen, documented_driver_notes(chosen, variant, machine), cudnn.find_row(chosen.version)};
}

}  // namespace cudaenv::resolve
