// SPDX-License-Identifier: Apache-2.0
// conda's way to name packages: "pytorch=2.5.1=*cuda12*", "conda-forge::pytorch >=2.4,<3".
#pragma once

#include "python/needs.hpp"

#include <string>
#include <string_view>

namespace cudaenv::python {

/// Name, version condition and build of a package that conda is to install.
struct CondaSpec {
    std::string name;     ///< small letters, as conda writes it
    std::string version;  ///< ">=2.4,<3", "==2.5.1"; empty: any
    std::string build;    ///< "py3.11_cuda12.4*"; empty: any
};

/// Of a line of an environment.yml.
CondaSpec parse_conda_spec(std::string_view text);
/// Of a version condition in a pixi.toml ("2.5.*", ">=2.4,<3", "*").
std::string conda_version(std::string_view written);

/// Notes what a package of conda's asks for, or tells of the CUDA beside it: pytorch-cuda,
/// cudatoolkit, cuda-version, cudnn, cpuonly.
void add_conda_spec(const CondaSpec& spec, const Stated& stated, Needs& needs);

/// The same of an installed or locked package, called "<name>-<version>-<build>".
void add_conda_package(std::string_view name, const Stated& stated, Needs& needs);

}  // namespace cudaenv::python
