// SPDX-License-Identifier: Apache-2.0
// What deep-learning frameworks were built with (manifests/tables/frameworks.yaml).
#pragma once

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

inline constexpr const char* kFrameworkTable = "tables/frameworks.yaml";

/// One build of a framework release: what it was made with.
struct FrameworkBuild {
    Version cuda;  ///< X.Y or X.Y.Z; X where any minor of the major serves
    std::optional<Version> cudnn = std::nullopt;
    std::optional<Version> nccl = std::nullopt;
    std::optional<Version> min_driver =
        std::nullopt;  ///< where the framework states one of its own
    std::optional<Version> min_cc = std::nullopt;
    std::optional<Version> min_cuda =
        std::nullopt;  ///< oldest toolkit it accepts, where it accepts others than `cuda`
};
struct FrameworkRow {
    std::string framework;  ///< as its package is called: "torch", "tensorflow", "jax", "cupy",
                            ///< "onnxruntime-gpu"…
    Version from;           ///< first release of the row, as far as it is written: "2.6"
    std::optional<Version> to =
        std::nullopt;                    ///< last one; absent: just `from` and its patch releases
    std::vector<FrameworkBuild> builds;  ///< ascending by cuda, never empty
    std::optional<Version> default_cuda =
        std::nullopt;  ///< of the build that a plain install gives
    bool bundles_runtime =
        false;  ///< its wheels bring the CUDA libraries: only the driver is needed to run it
    std::vector<std::string> sources;
    std::string runtime_extra = {};  ///< the extra of its wheel that brings them: "and-cuda"
};
struct FrameworkTable {
    Citations citations;
    std::vector<FrameworkRow> rows;  ///< by framework, then ascending
    [[nodiscard]] const FrameworkRow* find_row(std::string_view framework,
                                               const Version& release) const;
    /// The names that rows have, sorted.
    [[nodiscard]] std::vector<std::string> frameworks() const;
};

/// Throws Error(integrity) with file and line for unknown keys, rows out of order, and sources that
/// no citation explains.
FrameworkTable read_framework_table(const formats::Document& document);

}  // namespace cudaenv::catalog
