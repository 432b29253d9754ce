// SPDX-License-Identifier: Apache-2.0
// Compatibility tables (manifests/tables/*.yaml). Every row keeps the keys of the public documents
// it comes from.
#pragma once

#include <cudaenv/base/version.hpp>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::catalog {

/// Key -> description of a public document ("rn134" -> "CUDA release notes 13.4, table …").
using Citations = std::map<std::string, std::string>;

struct DriverRow {
    Version toolkit;  ///< "11.2.2"
    std::optional<Version>
        min_driver;  ///< Linux; a bare branch ("615") where NVIDIA names only the branch
    bool prerelease = false;
    std::vector<std::string> sources;
    std::string confidence;
    std::string note;
    std::optional<Version> min_driver_windows = std::nullopt;
    std::string date = {};  ///< of the toolkit's release, as far as known: "2024-04-03", "2017-02"
};
struct MinorFloor {  ///< minor-version compatibility: CUDA >= 11 only
    unsigned major = 0;
    Version min_driver;  ///< every toolkit of this major runs, with limits, on this driver or newer
    std::vector<std::string> sources;
    std::optional<Version> min_driver_windows = std::nullopt;
};
struct DriverBranch {     ///< what nvidia-smi shows as "CUDA Version"
    unsigned branch = 0;  ///< 460
    Version cuda;         ///< 11.2
    std::vector<std::string> sources = {};
    std::string note = {};
};
/// A cuda-compat package: a newer user-mode driver for older kernel drivers, on data-centre GPUs.
struct ForwardCompatRow {
    Version cuda;                    ///< X.Y of the package: "12.9"
    std::vector<unsigned> branches;  ///< base-driver branches that it works on, ascending
    std::vector<std::string> sources;
    std::vector<Version> min_drivers = {};  ///< least driver of single branches, where stated
    std::optional<Version> driver = std::nullopt;  ///< the user-mode driver in the package
};
/// A JetPack major: its toolkit, and those that its forward-compatibility packages bring.
struct JetpackRow {
    std::string jetpack;          ///< "6", "7.2"
    unsigned l4t = 0;             ///< major of Linux for Tegra: 36
    Version cuda;                 ///< X.Y that its own driver runs
    std::vector<Version> compat;  ///< X.Y that it runs with a compat package, ascending
    std::vector<std::string> sources;
    std::string note = {};
};
struct DriverTable {
    Citations citations;
    std::vector<DriverRow> rows;  ///< ascending by toolkit
    std::vector<MinorFloor> floors;
    std::vector<DriverBranch> branches;  ///< ascending
    std::vector<Version> never_released;
    std::vector<ForwardCompatRow> forward_compat = {};  ///< ascending by cuda
    std::vector<JetpackRow> jetpacks = {};              ///< ascending by l4t
    unsigned revision = 1;                              ///< of the file, as in Release

    /// A row without min_driver says that the requirement is unknown. "13.4.0rc1" has the row of
    /// the pre-release 13.4.0.
    [[nodiscard]] const DriverRow* find_row(const Version& toolkit) const;
    [[nodiscard]] std::optional<Version> find_floor(unsigned major) const;
    /// CUDA version that a driver reports: of its branch, else of the nearest older branch in the
    /// table.
    [[nodiscard]] std::optional<Version> driver_cuda(const Version& driver) const;
    /// By X.Y of a toolkit or a package: the row for 12.9 answers 12.9.1 too.
    [[nodiscard]] const ForwardCompatRow* find_forward_compat(const Version& cuda) const;
    /// By the major of Linux for Tegra (35 of "R35, REVISION: 4.1"); the newest row that is not
    /// newer, so that 7.0's answers for R38.4.
    [[nodiscard]] const JetpackRow* find_jetpack(unsigned l4t) const;
};

struct HostCompilerRow {
    Version toolkit;  ///< X.Y
    unsigned max_gcc = 0;
    std::optional<unsigned> min_gcc;
    std::optional<Version> max_clang;
    std::optional<Version> min_clang;
    std::vector<std::string> sources;
    std::string note;
};
/// What a toolkit and the C library of the machine ask of each other.
struct GlibcRule {
    std::string subject;   ///< what it is about: "libcusolver", "headers", "assert"
    std::string toolkits;  ///< as a spec range: ">=12.8"
    std::optional<Version> min_glibc = std::nullopt;  ///< older ones cannot run it
    std::optional<Version> max_glibc = std::nullopt;  ///< newer ones break compiling, not running
    std::string reason;
    std::vector<std::string> sources;
};
struct HostCompilerTable {
    Citations citations;
    std::vector<HostCompilerRow> rows;  ///< ascending by toolkit
    std::vector<GlibcRule> glibc = {};  ///< ascending by subject
    unsigned revision = 1;
    /// Row of the toolkit's X.Y; for a release newer than the table, its last row.
    [[nodiscard]] const HostCompilerRow* find_row(const Version& toolkit) const;
};

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
    std::string note;
    bool prerelease = false;
    std::string date = {};  ///< of the release, as far as known
};
struct CudnnDefault {  ///< which cuDNN major was current when a toolkit came out
    Version from;      ///< toolkit X.Y, inclusive
    Version to;        ///< inclusive; empty text: open
    unsigned major = 0;
    std::vector<std::string> sources = {};
    std::string note = {};
};
struct CudnnTable {
    Citations citations;
    std::vector<CudnnRow> rows;  ///< ascending
    std::vector<CudnnDefault> defaults;
    unsigned revision = 1;
    /// Row of x.y.z of a full version (9.1.1.17 -> 9.1.1).
    [[nodiscard]] const CudnnRow* find_row(const Version& version) const;
    [[nodiscard]] std::optional<unsigned> default_major(const Version& toolkit) const;
};

struct GpuRow {
    Version capability;                   ///< "8.6"
    std::string architecture;             ///< "Ampere"
    Version first_toolkit;                ///< first toolkit with code (SASS) for it
    std::optional<Version> last_toolkit;  ///< last one; absent: still supported
    std::vector<std::string> sources;
    std::optional<unsigned> last_driver_branch =
        std::nullopt;  ///< last one that knows it; absent: still known
};
/// What the nvcc of a toolkit makes code for.
struct NvccTargets {
    Version toolkit;                    ///< X.Y
    std::vector<unsigned> sass;         ///< 86 for sm_86, ascending
    std::vector<unsigned> deprecated;   ///< of these, those that nvcc warns about
    std::vector<std::string> variants;  ///< "90a", "100f"
    Version
        ptx_isa;  ///< newest PTX that its ptxas accepts, and that a driver of this CUDA compiles
    std::vector<std::string> sources;
    std::string note;
};
struct GpuProduct {
    Version capability;
    std::vector<std::string> names;  ///< as NVIDIA lists them: "GeForce RTX 4090", "NVIDIA A100"
    bool data_center = false;        ///< of the data-centre line: forward compatibility works on it
    std::optional<Version> min_driver = std::nullopt;  ///< first driver that lists it, where known
    std::vector<std::string> sources;
};
struct GpuTable {
    Citations citations;
    std::vector<GpuRow> rows;               ///< ascending
    std::vector<GpuProduct> products = {};  ///< ascending by capability
    std::vector<NvccTargets> targets = {};  ///< ascending by toolkit
    unsigned revision = 1;
    [[nodiscard]] const GpuRow* find_row(const Version& capability) const;
    /// By the name that NVML, nvidia-smi, /proc or a user gives: vendor, line, memory and form
    /// factor may be left out or added ("NVIDIA A100-SXM4-40GB", "A100", "rtx 4090"). nullptr when
    /// none or several capabilities go by it.
    [[nodiscard]] const GpuProduct* find_product(std::string_view name) const;
    /// At most `count` names of products that `name` may have meant: those it is ambiguous between,
    /// else the most similar ones. For messages.
    [[nodiscard]] std::vector<std::string> close_names(std::string_view name,
                                                       std::size_t count) const;
    /// The targets of the toolkit's X.Y; for a release newer than the table, its last row.
    [[nodiscard]] const NvccTargets* find_targets(const Version& toolkit) const;
};

/// Which toolkits the releases of a library beside the toolkit are for (NCCL, cuTENSOR, cuSPARSELt,
/// NVSHMEM, TensorRT…).
struct LibraryRow {
    std::string library;   ///< product name: "nccl"
    std::string versions;  ///< of the library, as a spec range: ">=2.27", ">=2.22,<2.27"
    std::string toolkits;  ///< as a spec range of toolkits: ">=12,<14"; empty: the variants say it,
                           ///< or nothing is known
    std::vector<std::string> variants;  ///< "cuda12"…, where the builds are told apart
    std::optional<Version> min_cc = std::nullopt;
    std::optional<Version> min_driver = std::nullopt;
    std::vector<std::string> sources;
    std::string note;
};
struct LibraryTable {
    Citations citations;
    std::vector<LibraryRow> rows;  ///< by library, then descending by version
    unsigned revision = 1;
    /// The row whose range holds `version`; nullptr when the table does not know it.
    [[nodiscard]] const LibraryRow* find_row(std::string_view library,
                                             const Version& version) const;
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
    std::string python;
    std::vector<std::string> sources;
    std::string confidence;
    std::string note;
};
struct FrameworkTable {
    Citations citations;
    std::vector<FrameworkRow> rows;  ///< by framework, then ascending
    unsigned revision = 1;
    [[nodiscard]] const FrameworkRow* find_row(std::string_view framework,
                                               const Version& release) const;
    /// The names that rows have, sorted.
    [[nodiscard]] std::vector<std::string> frameworks() const;
};

/// The programs that a component puts into the bin of a prefix.
struct ToolRow {
    std::string component;           ///< "cuda_nvcc"
    std::vector<std::string> tools;  ///< "nvcc", "ptxas": ascending, in no other row
    std::vector<std::string> sources;
    std::string note;
};
/// NVIDIA's tools: only they get shims, so that no archive can put itself in the place of a
/// system's program.
struct ToolTable {
    Citations citations;
    std::vector<ToolRow> rows;  ///< ascending by component
    unsigned revision = 1;
    /// Those of every component.
    [[nodiscard]] std::set<std::string> names() const;
};

}  // namespace cudaenv::catalog
