// SPDX-License-Identifier: Apache-2.0
// The catalogue: reads what is asked for, once.
#include "catalog/manifest/merge.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/catalog/catalog.hpp>
#include <cudaenv/catalog/manifest_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace cudaenv::catalog {

/// What was read already.
struct Catalog::Known {
    std::optional<Index> index;
    std::map<Product, std::vector<Summary>> summaries;
    std::optional<DriverTable> drivers;
    std::optional<HostCompilerTable> host_compilers;
    std::optional<CudnnTable> cudnn;
    std::optional<GpuTable> gpus;
    std::optional<LibraryTable> libraries;
    std::optional<FrameworkTable> frameworks;
    std::optional<ToolTable> tools;
};

namespace {

Error missing_error(const ManifestSet& manifests, const std::string& path) {
    return {ErrorKind::integrity,
            fmt::format("{} is missing", manifests.label(path)),
            Advice::complete_catalogue};
}

template <typename Value>
using Read = Value (*)(const formats::Document&);

template <typename Value>
std::optional<Value> find_in(const ManifestSet* manifests,
                             const std::string& path,
                             Read<Value> read) {
    if (manifests == nullptr) return std::nullopt;
    const std::optional<formats::Document> document = manifests->find(path);
    if (!document) return std::nullopt;
    return read(*document);
}

/// Both sets together; `read_update` where the updates' are read in a way of their own.
struct Layers {
    const ManifestSet& shipped;
    const ManifestSet* updates;  ///< may be null

    template <typename Value>
    [[nodiscard]] Value require(const std::string& path,
                                Read<Value> read,
                                Value (*merge)(const Value& shipped, const Value& update),
                                Read<Value> read_update = nullptr) const {
        std::optional<Value> base = find_in(&shipped, path, read);
        std::optional<Value> over =
            find_in(updates, path, read_update != nullptr ? read_update : read);
        if (base && over) return merge(*base, *over);
        if (!base && !over) throw missing_error(shipped, path);
        return base ? *std::move(base) : *std::move(over);
    }
};

/// A table, which only the shipped set has.
template <typename Table>
const Table& read_once(std::optional<Table>& table,
                       const ManifestSet& shipped,
                       const std::string& path,
                       Read<Table> read) {
    if (!table) table = find_in(&shipped, path, read);
    if (!table) throw missing_error(shipped, path);
    return *table;
}

/// What both say of the same source is the shipped one's.
Release merge_offers(const Release& shipped, const Release& update) {
    return merge_release(update, shipped);
}

}  // namespace

std::string product_index_path(Product product) {
    return fmt::format("index/{}.yaml", product_text(product));
}

std::string release_path(Product product, const Version& version) {
    return fmt::format("{}/{}.yaml", product_text(product), version.text());
}

std::string ManifestSet::label(const std::string& path) const {
    return fmt::format("manifests ({})/{}", origin(), path);
}

Catalog::Catalog(std::unique_ptr<ManifestSet> shipped, std::unique_ptr<ManifestSet> updates)
    : shipped_(std::move(shipped)),
      updates_(std::move(updates)),
      known_(std::make_shared<Known>()) {}

std::string Catalog::origin() const {
    if (!updates_) return shipped_->origin();
    return fmt::format("{}, and {}", shipped_->origin(), updates_->origin());
}

const Index& Catalog::index() const {
    if (!known_->index) {
        known_->index = Layers{*shipped_, updates_.get()}.require(
            "index.yaml", read_index, merge_index, read_known_index);
    }
    return *known_->index;
}

unsigned Catalog::revision() const {
    return index().revision;
}

std::vector<Product> Catalog::products() const {
    return index().products;
}

const std::vector<Summary>& Catalog::summaries(Product product) const {
    const auto known = known_->summaries.find(product);
    if (known != known_->summaries.end()) return known->second;
    const std::vector<Product>& all = index().products;
    std::vector<Summary> releases;
    if (std::find(all.begin(), all.end(), product) != all.end()) {
        const std::string path = product_index_path(product);
        ProductIndex products = Layers{*shipped_, updates_.get()}.require(
            path, read_product_index, merge_product_index);
        if (products.product != product) {
            throw Error(ErrorKind::integrity,
                        fmt::format("{}:1: is the index of {}",
                                    shipped_->label(path),
                                    product_text(products.product)));
        }
        releases = std::move(products.releases);
    }
    return known_->summaries.emplace(product, std::move(releases)).first->second;
}

Release Catalog::release(Product product, const Version& version) const {
    const std::vector<Summary>& known = summaries(product);
    const auto summary = std::find_if(
        known.begin(), known.end(), [&](const Summary& each) { return each.version == version; });
    if (summary == known.end()) {
        throw Error(
            ErrorKind::not_found,
            fmt::format("the catalogue has no {} {}", product_title(product), version.text()),
            Advice::list_available);
    }
    const std::string path = release_path(product, summary->version);
    Release release = Layers{*shipped_, updates_.get()}.require(path, read_release, merge_offers);
    if (release.product != product || release.version != version) {
        throw Error(ErrorKind::integrity,
                    fmt::format("{}:1: describes {} {}",
                                shipped_->label(path),
                                product_text(release.product),
                                release.version.text()));
    }
    return release;
}

const DriverTable& Catalog::drivers() const {
    return read_once(known_->drivers, *shipped_, kDriverTable, read_driver_table);
}

const HostCompilerTable& Catalog::host_compilers() const {
    return read_once(
        known_->host_compilers, *shipped_, kHostCompilerTable, read_host_compiler_table);
}

const CudnnTable& Catalog::cudnn() const {
    return read_once(known_->cudnn, *shipped_, kCudnnTable, read_cudnn_table);
}

const GpuTable& Catalog::gpus() const {
    return read_once(known_->gpus, *shipped_, kGpuTable, read_gpu_table);
}

const LibraryTable& Catalog::libraries() const {
    return read_once(known_->libraries, *shipped_, kLibraryTable, read_library_table);
}

const FrameworkTable& Catalog::frameworks() const {
    return read_once(known_->frameworks, *shipped_, kFrameworkTable, read_framework_table);
}

const ToolTable& Catalog::tools() const {
    return read_once(known_->tools, *shipped_, kToolTable, read_tool_table);
}

}  // namespace cudaenv::catalog
