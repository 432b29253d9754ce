// SPDX-License-Identifier: Apache-2.0
// The catalogue: built into the program, overridable by a directory; only the files asked for are
// parsed.
#pragma once

#include <cudaenv/catalog/release.hpp>
#include <cudaenv/catalog/tables.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::catalog {

/// "index/cuda.yaml".
std::string product_index_path(const std::string& product);
/// "cuda/12.4.1.yaml".
std::string release_path(const std::string& product, const Version& version);

/// Where manifest texts come from.
class ManifestSet {
 public:
    virtual ~ManifestSet() = default;
    /// Text of "index.yaml", "index/cuda.yaml", "cuda/11.2.2.yaml", "tables/drivers.yaml"…; nullopt
    /// when there is none.
    [[nodiscard]] virtual std::optional<std::string> find(const std::string& path) const = 0;
    /// Every path, sorted.
    [[nodiscard]] virtual std::vector<std::string> paths() const = 0;
    /// "built in" or the directory, for messages.
    [[nodiscard]] virtual std::string origin() const = 0;
};
std::unique_ptr<ManifestSet> builtin_manifests();
/// How a directory's file is read; nullopt when there is none.
using ReadText = std::function<std::optional<std::string>(const std::filesystem::path&)>;
/// Manifests that lie in a directory; without `read`, whoever wrote them.
std::unique_ptr<ManifestSet> directory_manifests(std::filesystem::path directory,
                                                 ReadText read = {});

/// `base` with the releases of `over` added. What both have of a release from the same source is
/// base's; tables are base's only.
std::unique_ptr<ManifestSet> overlay_manifests(std::unique_ptr<ManifestSet> base,
                                               std::unique_ptr<ManifestSet> over);

class Catalog {
 public:
    explicit Catalog(std::unique_ptr<ManifestSet> manifests);

    /// Releases of a product, ascending by version; parsed from index/<product>.yaml once. None
    /// when the index does not name the product.
    [[nodiscard]] const std::vector<Summary>& summaries(const std::string& product) const;
    [[nodiscard]] std::vector<std::string> products() const;
    /// Of the whole catalogue; lock files note it.
    [[nodiscard]] unsigned revision() const;
    /// Throws Error(not_found) naming product and version; Error(integrity) with file and line for
    /// a malformed, incomplete or contradictory manifest (unknown key, missing digest, duplicate).
    [[nodiscard]] Release release(const std::string& product, const Version& version) const;
    [[nodiscard]] const DriverTable& drivers() const;
    [[nodiscard]] const HostCompilerTable& host_compilers() const;
    [[nodiscard]] const CudnnTable& cudnn() const;
    [[nodiscard]] const GpuTable& gpus() const;
    [[nodiscard]] const LibraryTable& libraries() const;
    [[nodiscard]] const FrameworkTable& frameworks() const;
    [[nodiscard]] const ToolTable& tools() const;
    [[nodiscard]] const ManifestSet& manifests() const { return *manifests_; }

 private:
    struct Parsed;
    std::unique_ptr<ManifestSet> manifests_;
    std::shared_ptr<Parsed> parsed_;
};

}  // namespace cudaenv::catalog
