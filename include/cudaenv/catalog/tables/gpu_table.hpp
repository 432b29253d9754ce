// SPDX-License-Identifier: Apache-2.0
// GPUs: their architectures, the code that each nvcc makes, products by name
// (manifests/tables/gpus.yaml).
#pragma once

#include <cudaenv/base/version.hpp>
#include <cudaenv/catalog/tables/citations.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::formats {
class Document;
}

namespace cudaenv::catalog {

inline constexpr const char* kGpuTable = "tables/gpus.yaml";

struct GpuRow {
    Version capability;                   ///< "8.6"
    std::string architecture;             ///< "Ampere"
    Version first_toolkit;                ///< first toolkit with code (SASS) for it
    std::optional<Version> last_toolkit;  ///< last one; absent: still supported
    std::vector<std::string> sources;
    std::optional<unsigned> last_driver_branch =
        std::nullopt;    ///< last one that knows it; absent: still known
    bool tegra = false;  ///< of a Jetson: neither its code nor that of other GPUs runs on the other
};
/// What the nvcc of a toolkit makes code for: the evidence for first_toolkit and last_toolkit
/// above, which are checked against it.
struct NvccTargets {
    Version toolkit;                    ///< X.Y
    std::vector<unsigned> sass;         ///< 86 for sm_86, ascending
    std::vector<unsigned> deprecated;   ///< of these, those that nvcc warns about
    std::vector<std::string> variants;  ///< "90a", "100f"
    Version
        ptx_isa;  ///< newest PTX that its ptxas accepts, and that a driver of this CUDA compiles
    std::vector<std::string> sources;
};
struct GpuProduct {
    Version capability;
    std::vector<std::string> names;  ///< as NVIDIA lists them: "GeForce RTX 4090", "NVIDIA A100"
    bool data_center = false;        ///< of the data-centre line: forward compatibility works on it
    bool niche = false;              ///< a GPU known by its capability alone is not taken for it
    /// The first driver that lists it, and of each later branch that began without it; ascending,
    /// empty where that is not known.
    std::vector<Version> first_drivers = {};
    std::vector<std::string> sources = {};
    /// The driver to go to from one that does not list it; nullopt where it does, or nothing is
    /// known.
    [[nodiscard]] std::optional<Version> next_driver(const Version& driver) const;
};
struct GpuTable {
    Citations citations;
    std::vector<GpuRow> rows;               ///< ascending
    std::vector<GpuProduct> products = {};  ///< ascending by capability
    std::vector<NvccTargets> targets = {};  ///< ascending by toolkit
    [[nodiscard]] const GpuRow* find_row(const Version& capability) const;
    /// By the name that NVML, nvidia-smi, /proc or a user gives: vendor, line, memory and form
    /// factor may be left out or added ("NVIDIA A100-SXM4-40GB", "A100", "rtx 4090"). nullptr when
    /// none or several capabilities go by it.
    [[nodiscard]] const GpuProduct* find_product(std::string_view name) const;
    /// At most `count` names of products that `name` may have meant: those it is ambiguous between,
    /// else the most similar ones. For messages.
    [[nodiscard]] std::vector<std::string> close_names(std::string_view name,
                                                       std::size_t count) const;
};

/// Throws Error(integrity) with file and line for unknown keys, rows out of order, and sources that
/// no citation explains.
GpuTable read_gpu_table(const formats::Document& document);

}  // namespace cudaenv::catalog
