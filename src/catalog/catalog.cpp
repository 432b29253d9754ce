// SPDX-License-Identifier: Apache-2.0
// The catalogue: parses what is asked for, once.
#include <cudaenv/base/error.hpp>
#include <cudaenv/catalog/catalog.hpp>
#include <cudaenv/catalog/manifest_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace cudaenv::catalog {

struct Catalog::Parsed {
    std::optional<unsigned> revision;  ///< present once the index has been read
    std::map<std::string, std::vector<Summary>> summaries;
    std::optional<DriverTable> drivers;
    std::optional<HostCompilerTable> host_compilers;
    std::optional<CudnnTable> cudnn;
    std::optional<GpuTable> gpus;
};

namespace {

std::string file_label(const ManifestSet& manifests, const std::string& path) {
    return fmt::format("manifests ({})/{}", manifests.origin(), path);
}

std::string require_text(const ManifestSet& manifests, const std::string& path) {
    std::optional<std::string> text = manifests.find(path);
    if (text) return *std::move(text);
    throw Error(
        ErrorKind::integrity,
        fmt::format("{} is missing", file_label(manifests, path)),
        "unset CUDAENV_CATALOG to use the built-in catalogue, or complete the directory with "
        "\"cudaenv catalog import\"");
}

template <typename Table>
const Table& parse_once(std::optional<Table>& table,
                        const ManifestSet& manifests,
                        const std::string& path,
                        Table (*parse)(std::string_view, const std::string&)) {
    if (!table) table = parse(require_text(manifests, path), file_label(manifests, path));
    return *table;
}

}  // namespace

Catalog::Catalog(std::unique_ptr<ManifestSet> manifests)
    : manifests_(std::move(manifests)), parsed_(std::make_shared<Parsed>()) {}

unsigned Catalog::revision() const {
    if (!parsed_->revision) {
        const std::string path = "index.yaml";
        Index index = parse_index(require_text(*manifests_, path), file_label(*manifests_, path));
        for (Summary& summary : index.summaries) {
            parsed_->summaries[summary.product].push_back(std::move(summary));
        }
        parsed_->revision = index.revision;
    }
    return *parsed_->revision;
}

const std::vector<Summary>& Catalog::summaries(const std::string& product) const {
    static_cast<void>(revision());
    return parsed_->summaries[product];
}

std::vector<std::string> Catalog::products() const {
    static_cast<void>(revision());
    std::vector<std::string> products;
    for (const auto& [product, summaries] : parsed_->summaries) {
        if (!summaries.empty()) products.push_back(product);
    }
    return products;
}

Release Catalog::release(const std::string& product, const Version& version) const {
    const std::vector<Summary>& known = summaries(product);
    const auto summary = std::find_if(
        known.begin(), known.end(), [&](const Summary& each) { return each.version == version; });
    if (summary == known.end()) {
        throw Error(ErrorKind::not_found,
                    fmt::format("the catalogue has no {} {}", product, version.text()),
                    "\"cudaenv list --available\" shows what it has");
    }
    const std::string path = fmt::format("{}/{}.yaml", product, summary->version.text());
    const std::string label = file_label(*manifests_, path);
    Release release = parse_release(require_text(*manifests_, path), label);
    if (release.product != product || release.version != version) {
        throw Error(
            ErrorKind::integrity,
            fmt::format("{}:1: describes {} {}", label, release.product, release.version.text()));
    }
    return release;
}

const DriverTable& Catalog::drivers() const {
    return parse_once(parsed_->drivers, *manifests_, "tables/drivers.yaml", parse_driver_table);
}

const HostCompilerTable& Catalog::host_compilers() const {
    return parse_once(parsed_->host_compilers,
                      *manifests_,
                      "tables/host-compilers.yaml",
                      parse_host_compiler_table);
}

const CudnnTable& Catalog::cudnn() const {
    return parse_once(parsed_->cudnn, *manifests_, "tables/cudnn.yaml", parse_cudnn_table);
}

const GpuTable& Catalog::gpus() const {
    return parse_once(parsed_->gpus, *manifests_, "tables/gpus.yaml", parse_gpu_table);
}

}  // namespace cudaenv::catalog
