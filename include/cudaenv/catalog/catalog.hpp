// SPDX-License-Identifier: Apache-2.0
// The catalogue: built into the program, overridable by a directory; only what is asked for is
// decoded.
#pragma once

#include <cudaenv/catalog/facts.hpp>
#include <cudaenv/formats/value.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::catalog {

/// "index/cuda.yaml".
std::string product_index_path(Product product);
/// "cuda/12.4.1.yaml".
std::string release_path(Product product, const Version& version);

/// Where manifests come from.
class ManifestSet {
 public:
    virtual ~ManifestSet() = default;
    /// "index.yaml", "index/cuda.yaml", "cuda/11.2.2.yaml", "tables/drivers.yaml"…; nullopt when
    /// there is none. Throws Error(integrity) for one that cannot be read.
    [[nodiscard]] virtual std::optional<formats::Document> find(const std::string& path) const = 0;
    /// Every path, sorted.
    [[nodiscard]] virtual std::vector<std::string> paths() const = 0;
    /// "built in" or the directory, for messages.
    [[nodiscard]] virtual std::string origin() const = 0;
    /// How messages name one: "manifests (built in)/cuda/11.2.2.yaml"; of a directory its file.
    [[nodiscard]] virtual std::string label(const std::string& path) const;
};

/// Those that are part of the program (target cudaenv_shipped_manifests).
std::unique_ptr<ManifestSet> shipped_manifests();
/// How a directory's file is read; nullopt when there is none.
using ReadText = std::function<std::optional<std::string>(const std::filesystem::path&)>;
/// Manifests that lie as YAML in a directory; without `read`, whoever wrote them.
std::unique_ptr<ManifestSet> directory_manifests(std::filesystem::path directory,
                                                 ReadText read = {});

/// Reads what is asked for, each once.
class Catalog : public Facts {
 public:
    /// `updates` add releases, and sources to releases; what both have of a release from the same
    /// source is the shipped one's, and tables are the shipped ones only.
    explicit Catalog(std::unique_ptr<ManifestSet> shipped,
                     std::unique_ptr<ManifestSet> updates = nullptr);

    /// Releases of a product, ascending by version; read from index/<product>.yaml once. None
    /// when the index does not name the product.
    [[nodiscard]] const std::vector<Summary>& summaries(Product product) const override;
    [[nodiscard]] std::vector<Product> products() const override;
    /// Of the whole catalogue; lock files note it.
    [[nodiscard]] unsigned revision() const;
    /// Throws Error(not_found) naming product and version; Error(integrity) with file and line for
    /// a malformed, incomplete or contradictory manifest (unknown key, missing digest, duplicate).
    [[nodiscard]] Release release(Product product, const Version& version) const;
    [[nodiscard]] const DriverTable& drivers() const override;
    [[nodiscard]] const HostCompilerTable& host_compilers() const override;
    [[nodiscard]] const CudnnTable& cudnn() const override;
    [[nodiscard]] const GpuTable& gpus() const override;
    [[nodiscard]] const LibraryTable& libraries() const override;
    [[nodiscard]] const FrameworkTable& frameworks() const override;
    [[nodiscard]] const ToolTable& tools() const;
    /// Of both sets, for messages.
    [[nodiscard]] std::string origin() const;

 private:
    struct Known;
    [[nodiscard]] const Index& index() const;

    std::unique_ptr<ManifestSet> shipped_;
    std::unique_ptr<ManifestSet> updates_;  ///< may be null
    std::shared_ptr<Known> known_;
};

}  // namespace cudaenv::catalog
