// SPDX-License-Identifier: Apache-2.0
// What deep-learning frameworks were built with (manifests/tables/frameworks.yaml).
#pragma once

#include <cudaenv/base/platform.hpp>
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

inline constexpr const char* kFrameworkTable = "tables/frameworks.yaml";

/// One target of compiled GPU code: sm_86, or with a suffix sm_90a (that GPU only) or sm_100f (its
/// family only).
struct CodeTarget {
    Version capability;
    char suffix = 0;  ///< 'a', 'f', or 0
    /// "8.6", "9.0a".
    [[nodiscard]] std::string text() const;

    bool operator==(const CodeTarget&) const = default;
};
/// "86", "90a"; nullopt for anything else.
std::optional<CodeTarget> find_code_target(std::string_view text);

/// The GPU code that a build contains, whatever its toolkit could have made.
struct CodeSet {
    std::string name;              ///< by which builds refer to it
    std::vector<CodeTarget> sass;  ///< machine code, ascending
    std::optional<std::vector<CodeTarget>> ptx =
        std::nullopt;  ///< empty: none; absent: not known which
    std::vector<std::string> sources = {};
};

/// How pip comes by a build. "{release}", "{cu}" (126 of 12.6) and "{major}" (12) stand for what is
/// installed.
struct PipWay {
    std::string name;         ///< by which rows refer to it
    std::string usual;        ///< requirement of the default build; empty: no plain install has it
    std::string requirement;  ///< of any other build; empty: not known
    std::string index_url;    ///< with `requirement`, as the two below
    std::vector<std::string> extra_index_urls;
    std::string find_links;
    std::vector<std::string> sources = {};
};

/// What a build has for one platform.
struct PlatformBuild {
    Platform platform = Platform::linux_x86_64;
    std::optional<CodeSet> code = std::nullopt;  ///< absent: not known
};

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
    std::vector<PlatformBuild> platforms = {};  ///< that it exists for; empty: not known which
    bool conda_only = false;                    ///< no wheel of it is known
    std::optional<PipWay> pip = std::nullopt;   ///< where it is not the row's

    /// nullptr when it is not known to exist for the platform.
    [[nodiscard]] const PlatformBuild* find_platform(Platform platform) const;
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
    std::optional<Version> newest = std::nullopt;  ///< newest release of the row that was seen
    std::vector<Platform> default_platforms =
        {};  ///< whose plain install has CUDA; empty: every one of the build's
    std::optional<Spec> python = std::nullopt;    ///< that its wheels are for: ">=3.10,<3.15"
    std::optional<Version> torch = std::nullopt;  ///< the release of torch that it pins
    bool compiles_here = false;  ///< its kernels are compiled on the machine that runs them
    std::optional<PipWay> pip = std::nullopt;  ///< absent: not known

    /// How its newest release is called, as far as that is known: "2.14.1", "2.14".
    [[nodiscard]] const Version& last_release() const;
    /// The build that a plain install gives; nullptr when none or nobody knows which.
    [[nodiscard]] const FrameworkBuild* default_build() const;
};
struct FrameworkTable {
    Citations citations;
    std::vector<FrameworkRow> rows;     ///< by framework, then ascending
    std::vector<CodeSet> code = {};     ///< by name
    std::vector<PipWay> pip_ways = {};  ///< by name
    [[nodiscard]] const FrameworkRow* find_row(std::string_view framework,
                                               const Version& release) const;
    /// The names that rows have, sorted.
    [[nodiscard]] std::vector<std::string> frameworks() const;
};

/// Throws Error(integrity) with file and line for unknown keys, rows out of order, and sources that
/// no citation explains.
FrameworkTable read_framework_table(const formats::Document& document);

}  // namespace cudaenv::catalog
