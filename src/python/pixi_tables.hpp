// SPDX-License-Identifier: Apache-2.0
// What pixi keeps in pixi.toml, and in [tool.pixi] of a pyproject.toml.
#pragma once

#include "python/toml_file.hpp"

namespace cudaenv::python {

/// Dependencies of conda and of pip: of the default feature, of others, of platforms.
void read_pixi_tables(const toml::table& pixi, const fs::path& file, Needs& needs);

/// Whether packages of a conda platform or of a family of them ("linux-64", "linux", "unix",
/// "noarch") are for `platform`.
bool is_conda_platform(std::string_view name, Platform platform);

}  // namespace cudaenv::python
