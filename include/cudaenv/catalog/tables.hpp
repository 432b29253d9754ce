// SPDX-License-Identifier: Apache-2.0
// Compatibility tables (manifests/tables/*.yaml). Every row keeps the keys of the public documents
// it comes from.
#pragma once

#include <cudaenv/base/version.hpp>

#include <map>
#include <optional>
#include <string>
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
};
struct MinorFloor {  ///< minor-version compatibility: CUDA >= 11 only
    unsigned major = 0;
    Version min_driver;  ///< every toolkit of this major runs, with limits, on this driver or newer
    std::vector<std::string> sources;
};
struct DriverBranch {     ///< what nvidia-smi shows as "CUDA Version"
    unsigned branch = 0;  ///< 460
    Version cuda;         ///< 11.2
};
struct DriverTable {
    Citations citations;
    std::vector<DriverRow> rows;  ///< ascending by toolkit
    std::vector<MinorFloor> floors;
    std::vector<DriverBranch> branches;  ///< ascending
    std::vector<Version> never_released;
    unsigned revision = 1;  ///< of the file, as in Release

    [[nodiscard]] const DriverRow* find_row(const Version& toolkit) const;
    [[nodiscard]] std::optional<Version> find_floor(unsigned major) const;
    /// CUDA version that a driver reports: of its branch, else of the nearest older branch in the
    /// table.
    [[nodiscard]] std::optional<Version> driver_cuda(const Version& driver) const;
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
struct HostCompilerTable {
    Citations citations;
    std::vector<HostCompilerRow> rows;  ///< ascending by toolkit
    unsigned revision = 1;
    /// Row of the toolkit's X.Y; for a release newer than the table, its last row.
    [[nodiscard]] const HostCompilerRow* find_row(const Version& toolkit) const;
};

struct CudnnVariant {
    std::string name;  ///< "cuda11", "cuda12", "cuda10.2"
    std::vector<Version>
        toolkits;  ///< X.Y that NVIDIA lists for it; from 9.0 on any minor of the major works
    std::optional<Version> min_driver;  ///< Linux
};
struct CudnnRow {
    Version version;  ///< x.y.z
    std::vector<CudnnVariant> variants;
    std::optional<Version> min_cc;  ///< compute capability range; unknown ends are absent
    std::optional<Version> max_cc;
    std::vector<std::string> sources;
    std::string note;
};
struct CudnnDefault {  ///< which cuDNN major was current when a toolkit came out
                       ///<
    Version from;      ///< toolkit X.Y, inclusive
    Version to;        ///< inclusive; empty text: open
    unsigned major = 0;
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
};
struct GpuTable {
    Citations citations;
    std::vector<GpuRow> rows;  ///< ascending
    unsigned revision = 1;
    [[nodiscard]] const GpuRow* find_row(const Version& capability) const;
};

}  // namespace cudaenv::catalog
