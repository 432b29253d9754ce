// SPDX-License-Identifier: Apache-2.0
// The toolkits, drivers and GPUs of each cuDNN release (manifests/tables/cudnn.yaml).
#pragma once

#include <cudaenv/base/version.hpp>
#include <cudaenv/catalog/tables/citations.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::formats {
class Document;
}

namespace cudaenv::catalog {

inline constexpr const char* kCudnnTable = "tables/cudnn.yaml";

struct CudnnVariant {
    std::string name;  ///< "cuda11", "cuda12", "cuda10.2"
    std::vector<Version>
        toolkits;  ///< X.Y that NVIDIA lists for it; from 9.0 on any minor of the major works
    std::optional<Version> min_driver;  ///< Linux
    /// What NVIDIA documents where builds were seen to run on older drivers: worth a warning only.
    std::optional<Version> documented_driver = std::nullopt;
};
struct CudnnRow {
    Version version;  ///< x.y.z
    std::vector<CudnnVariant> variants;
    std::optional<Version> min_cc;  ///< compute capability range; unknown ends are absent
    std::optional<Version> max_cc;
    std::vector<std::string> sources;
    bool prerelease = false;
};
struct CudnnDefault {  ///< which cuDNN major was current when a toolkit came out
    Version from;      ///< toolkit X.Y, inclusive
    Version to;        ///< inclusive; empty text: open
    unsigned major = 0;
    std::vector<std::string> sources = {};
};
struct CudnnTable {
    Citations citations;
    std::vector<CudnnRow> rows;  ///< ascending
    std::vector<CudnnDefault> defaults;
    /// Row of x.y.z of a full version (9.1.1.17 -> 9.1.1).
    [[nodiscard]] const CudnnRow* find_row(const Version& version) const;
    [[nodiscard]] std::optional<unsigned> default_major(const Version& toolkit) const;
};

/// Throws Error(integrity) with file and line for unknown keys, rows out of order, and sources that
/// no citation explains.
CudnnTable read_cudnn_table(const formats::Document& document);

}  // namespace cudaenv::catalog
