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
    std::optional<Index> index;
    std::map<std::string, std::vector<Summary>> summaries;
    std::optional<DriverTable> drivers;
    std::optional<HostCompilerTable> host_compilers;
    std::optional<CudnnTable> cudnn;
    std::optional<GpuTable> gpus;
    std::optional<LibraryTable> libraries;
    std::optional<FrameworkTable> frameworks;
    std::optional<ToolTable> tools;
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

template <typename Value>
const Value& parse_once(std::optional<Value>& value,
                        const ManifestSet& manifests,
                        const std::string& path,
                        Value (*parse)(std::string_view, const std::string&)) {
    if (!value) value = parse(require_text(manifests, path), file_label(manifests, path));
    return *value;
}

}  // namespace

std::string product_index_path(const std::string& product) {
    return fmt::format("index/{}.yaml", product);
}

std::string release_path(const std::string& product, const Version& version) {
    return fmt::format("{}/{}.yaml", product, version.text());
}

Catalog::Catalog(std::unique_ptr<ManifestSet> manifests)
    : manifests_(std::move(manifests)), parsed_(std::make_shared<Parsed>()) {}

unsigned Catalog::revision() const {
    return parse_once(parsed_->index, *manifests_, "index.yaml", parse_index).revision;
}

std::vector<std::string> Catalog::products() const {
    return parse_once(parsed_->index, *manifests_, "index.yaml", parse_index).products;
}

const std::vector<Summary>& Catalog::summaries(const std::string& product) const {
    const auto known = parsed_->summaries.find(product);
    if (known != parsed_->summaries.end()) return known->second;
    const std::vector<std::string> all = products();
    std::vector<Summary> releases;
    if (std::find(all.begin(), all.end(), product) != all.end()) {
        const std::string path = product_index_path(product);
        const std::string label = file_label(*manifests_, path);
        ProductIndex index = parse_product_index(require_text(*manifests_, path), label);
        if (index.product != product) {
            throw Error(ErrorKind::integrity,
                        fmt::format("{}:1: is the index of {}", label, index.product));
        }
        releases = std::move(index.releases);
    }
    return parsed_->summaries.emplace(product, std::move(releases)).first->second;
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
    const std::string path = release_path(product, summary->version);
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

const LibraryTable& Catalog::libraries() const {
    return parse_once(
        parsed_->libraries, *manifests_, "tables/libraries.yaml", parse_library_table);
}

const FrameworkTable& Catalog::frameworks() const {
    return parse_once(
        parsed_->frameworks, *manifests_, "tables/frameworks.yaml", parse_framework_table);
}

const ToolTable& Catalog::tools() const {
    return parse_once(parsed_->tools, *manifests_, "tables/tools.yaml", parse_tool_table);
}

}  // namespace cudaenv::catalog
