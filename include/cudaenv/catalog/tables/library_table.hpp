// SPDX-License-Identifier: Apache-2.0
// The toolkits of the libraries beside toolkit and cuDNN (manifests/tables/libraries.yaml).
#pragma once

#include <cudaenv/base/product.hpp>
#include <cudaenv/base/spec.hpp>
#include <cudaenv/base/version.hpp>
#include <cudaenv/catalog/tables/citations.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::formats {
class Document;
}

namespace cudaenv::catalog {

inline constexpr const char* kLibraryTable = "tables/libraries.yaml";

/// Which toolkits the releases of a library beside the toolkit are for (NCCL, cuTENSOR, cuSPARSELt,
/// NVSHMEM, TensorRT…).
struct LibraryRow {
    Product library = Product::nccl;
    Spec versions;  ///< of the library, a range: ">=2.27", ">=2.22,<2.27"
    std::optional<Spec>
        toolkits;  ///< a range: ">=12,<14"; absent: the variants say it, or nothing is known
    std::vector<std::string> variants;  ///< "cuda12"…, where the builds are told apart
    std::optional<Version> min_cc = std::nullopt;
    std::optional<Version> min_driver = std::nullopt;
    std::vector<std::string> sources;
};
struct LibraryTable {
    Citations citations;
    std::vector<LibraryRow> rows;  ///< by library, then descending by version
    /// The row whose range holds `version`; nullptr when the table does not know it.
    [[nodiscard]] const LibraryRow* find_row(Product library, const Version& version) const;
};

/// Throws Error(integrity) with file and line for unknown keys, rows out of order, and sources that
/// no citation explains.
LibraryTable read_library_table(const formats::Document& document);

}  // namespace cudaenv::catalog
