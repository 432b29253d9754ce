// SPDX-License-Identifier: Apache-2.0
// Whether a whole set of manifests is as it should be.
#include <cudaenv/base/error.hpp>
#include <cudaenv/catalog/manifest_text.hpp>
#include <cudaenv/catalog/pack.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

namespace cudaenv::catalog {

namespace {

using formats::Document;

const std::map<std::string_view, std::function<void(const Document&)>>& table_readers() {
    static const std::map<std::string_view, std::function<void(const Document&)>> readers{
        {kCudnnTable, read_cudnn_table},
        {kDriverTable, read_driver_table},
        {kFrameworkTable, read_framework_table},
        {kGpuTable, read_gpu_table},
        {kHostCompilerTable, read_host_compiler_table},
        {kLibraryTable, read_library_table},
        {kToolTable, read_tool_table},
    };
    return readers;
}

/// The releases that the files describe, for comparison with the indexes.
class Check {
 public:
    explicit Check(const ManifestSet& manifests) : manifests_(manifests) {}

    void run() {
        const std::vector<std::string> paths = manifests_.paths();
        for (const std::string& path : paths) {
            if (path != "index.yaml" && !path.starts_with("index/")) check(path);
        }
        for (const auto& [path, read] : table_readers()) {
            if (std::find(paths.begin(), paths.end(), path) == paths.end())
                require(std::string(path));
        }
        for (const auto& [product, releases] : releases_) check_index(product, releases);
        check_products();
    }

 private:
    Document require(const std::string& path) const {
        std::optional<Document> document = manifests_.find(path);
        if (document) return *std::move(document);
        throw Error(ErrorKind::integrity, fmt::format("{} is missing", manifests_.label(path)));
    }

    void check(const std::string& path) {
        const Document document = require(path);
        if (path.starts_with("tables/")) {
            const auto reader = table_readers().find(path);
            if (reader == table_readers().end()) document.root().fail("no table has this name");
            reader->second(document);
            return;
        }
        Release release = read_release(document);
        if (release_path(release.product, release.version) != path) {
            document.root().fail(fmt::format(
                "describes {} {}", product_text(release.product), release.version.text()));
        }
        releases_[release.product].push_back(summarize(release));
    }

    void check_index(Product product, std::vector<Summary> releases) const {
        const Document document = require(product_index_path(product));
        ProductIndex index = read_product_index(document);
        const std::string written = render_product_index(index);
        index.releases = std::move(releases);
        if (render_product_index(index) == written) return;
        document.root().fail(fmt::format(
            "does not sum up the releases in {}/ (an import writes it)", product_text(product)));
    }

    void check_products() const {
        const Document document = require("index.yaml");
        std::vector<Product> products;
        for (const auto& [product, releases] : releases_) products.push_back(product);
        if (read_index(document).products != products)
            document.root().fail("does not name the products that there are");
    }

    const ManifestSet& manifests_;
    std::map<Product, std::vector<Summary>> releases_;
};

}  // namespace

void check_manifests(const ManifestSet& manifests) {
    Check(manifests).run();
}

}  // namespace cudaenv::catalog
