// SPDX-License-Identifier: Apache-2.0
// NCCL, cuTENSOR and the others, by the table of libraries.
#include "resolve/libraries/named_libraries.hpp"

#include "resolve/citing.hpp"
#include "resolve/libraries/library_choice.hpp"

#include <cudaenv/resolve/resolve.hpp>

#include <algorithm>

namespace cudaenv::resolve {

namespace {

class TableLibrary : public Library {
 public:
    TableLibrary(Product product,
                 const std::vector<catalog::Summary>& releases,
                 const catalog::LibraryTable& table)
        : product_(product), releases_(releases), table_(table) {}

    [[nodiscard]] Product product() const override { return product_; }
    [[nodiscard]] const std::vector<catalog::Summary>& releases() const override {
        return releases_;
    }
    /// A build that names its toolkit is for that one; else the table decides, and where it says
    /// nothing the library does not depend on the toolkit.
    [[nodiscard]] bool is_built_for(const Version& toolkit,
                                    const Version& release,
                                    const std::string& variant) const override {
        if (!variant.empty()) return variant_covers(variant, toolkit);
        const auto* row = find_row(release);
        return row == nullptr || !row->toolkits || row->toolkits->matches(toolkit);
    }
    [[nodiscard]] BuildFacts facts(const Version& release,
                                   const std::string& /*variant*/) const override {
        const auto* row = find_row(release);
        if (row == nullptr) return {};
        return {row->min_cc, std::nullopt, row->min_driver};
    }
    [[nodiscard]] const catalog::LibraryRow* find_row(const Version& release) const {
        return table_.find_row(product_, release);
    }

 private:
    Product product_;
    const std::vector<catalog::Summary>& releases_;
    const catalog::LibraryTable& table_;
};

}  // namespace

std::optional<UnknownLibrary> find_unknown_library(const Request& request,
                                                   const catalog::Facts& catalog) {
    std::vector<Product> known = catalog.products();
    std::erase_if(
        known, [](Product product) { return !is_library(product) || product == Product::cudnn; });
    for (const auto& [product, spec] : request.libraries) {
        if (spec.kind() == Spec::Kind::none) continue;
        if (std::find(known.begin(), known.end(), product) == known.end())
            return UnknownLibrary{product, std::move(known)};
    }
    return std::nullopt;
}

std::variant<NamedLibraries, MissingLibrary> choose_named_libraries(const Request& request,
                                                                    const Version& toolkit,
                                                                    const machine::Machine& machine,
                                                                    const catalog::Facts& catalog) {
    NamedLibraries chosen;
    for (const auto& [product, spec] : request.libraries) {
        if (spec.kind() == Spec::Kind::none) continue;
        const TableLibrary library(product, catalog.summaries(product), catalog.libraries());
        const auto choice =
            choose_library(library, {spec, std::nullopt}, request, toolkit, machine);
        if (const auto* missing = std::get_if<MissingLibrary>(&choice)) return *missing;
        const auto& taken = std::get<ChosenLibrary>(choice);
        const auto* row = library.find_row(taken.version);
        if (row != nullptr) cite(catalog.libraries().citations, row->sources, chosen.citations);
        chosen.libraries.push_back(taken);
    }
    return chosen;
}

}  // namespace cudaenv::resolve
