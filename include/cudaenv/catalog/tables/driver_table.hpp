// SPDX-License-Identifier: Apache-2.0
// The drivers that toolkits need, and what drivers run (manifests/tables/drivers.yaml).
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

inline constexpr const char* kDriverTable = "tables/drivers.yaml";

struct DriverRow {
    Version toolkit;  ///< "11.2.2"
    std::optional<Version>
        min_driver;  ///< Linux; a bare branch ("615") where NVIDIA names only the branch
    bool prerelease = false;
    std::vector<std::string> sources;
    std::optional<Version> min_driver_windows = std::nullopt;
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
    /// Oldest driver that is known to show it, where it is below the minimum of those toolkits.
    std::optional<Version> from = std::nullopt;
};
/// A cuda-compat package: a newer user-mode driver for older kernel drivers, on data-centre GPUs.
struct ForwardCompatRow {
    Version cuda;                    ///< X.Y of the package: "12.9"
    std::vector<unsigned> branches;  ///< base-driver branches that it works on, ascending
    std::vector<std::string> sources;
    std::vector<Version> min_drivers = {};  ///< least driver of single branches, where stated
    std::optional<Version> driver = std::nullopt;  ///< the user-mode driver in the package
};
/// What the driver of a Linux for Tegra runs, from this release of it on.
struct JetpackRow {
    Version jetpack;              ///< the first JetPack with it: "6.1"
    Version l4t;                  ///< as far as it decides: "35", "36.4"
    Version cuda;                 ///< X.Y that its own driver runs
    std::vector<Version> compat;  ///< X.Y that it runs with a compat package, ascending
    std::vector<std::string> sources;
};
struct DriverTable {
    Citations citations;
    std::vector<DriverRow> rows;  ///< ascending by toolkit
    std::vector<MinorFloor> floors;
    std::vector<DriverBranch> branches;  ///< ascending
    std::vector<Version> never_released;
    std::vector<ForwardCompatRow> forward_compat = {};  ///< ascending by cuda
    std::vector<JetpackRow> jetpacks = {};              ///< ascending by l4t

    /// A row without min_driver says that the requirement is unknown. "13.4.0rc1" has the row of
    /// the pre-release 13.4.0.
    [[nodiscard]] const DriverRow* find_row(const Version& toolkit) const;
    [[nodiscard]] std::optional<Version> find_floor(unsigned major) const;
    /// The oldest Linux driver that natively runs the toolkit: the least that is stated for any
    /// update of its X.Y, since they share the driver interface and the version of PTX (release
    /// notes, "CUDA Driver": backward compatible; PTX ISA, "Release History": one version for each
    /// X.Y). A pre-release has only its own. nullopt: none is stated for the toolkit itself.
    [[nodiscard]] std::optional<Version> native_driver(const Version& toolkit) const;
    /// CUDA version that a Linux driver reports: the newest whose minimum it reaches or that its
    /// branch (else the nearest older one in the table) shows, if it is not older than the first
    /// that does. A branch alone ("580") reports what the branch shows.
    [[nodiscard]] std::optional<Version> driver_cuda(const Version& driver) const;
    /// The same of a Windows driver, whose branches have the numbers of the Linux ones or the next
    /// above (566.36 is of 565, 581.57 of 580).
    [[nodiscard]] std::optional<Version> windows_driver_cuda(const Version& driver) const;
    /// By X.Y of a toolkit or a package: the row for 12.9 answers 12.9.1 too.
    [[nodiscard]] const ForwardCompatRow* find_forward_compat(const Version& cuda) const;
    /// By Linux for Tegra ("36.4.7" of "R36, REVISION: 4.7"); the newest row that is not newer.
    [[nodiscard]] const JetpackRow* find_jetpack(const Version& l4t) const;
};

/// Throws Error(integrity) with file and line for unknown keys, rows out of order, and sources that
/// no citation explains.
DriverTable read_driver_table(const formats::Document& document);

}  // namespace cudaenv::catalog
