// SPDX-License-Identifier: Apache-2.0
// Which deep-learning frameworks a Python project or environment asks for, as far as its files say.
// No Python is started.
#pragma once

#include <cudaenv/base/platform.hpp>
#include <cudaenv/base/spec.hpp>
#include <cudaenv/base/version.hpp>
#include <cudaenv/sys/environment.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::python {

namespace fs = std::filesystem;

struct FrameworkNeed {
    std::string framework;  ///< as its GPU package is called: "torch", "jax", "onnxruntime-gpu"
    Spec release;           ///< "2.6.0" where one is named exactly, a range, or latest
    std::string build;      ///< what tells the build: "cu124", "cuda12", "cpu"; empty: nothing does
    std::optional<Version> cuda;   ///< of that build: X.Y, or only the major
    std::optional<Version> cudnn;  ///< that stands beside it: locked, or installed
    std::string where;             ///< "requirements.txt, line 3"; empty on the command line
};

/// A build that is known to have no CUDA at all: "cpu", "rocm6.2".
bool is_without_cuda(const FrameworkNeed& need);

/// One requirement as pip takes it: "torch==2.6.0", "torch==2.6.0+cu124", "jax[cuda12]>=0.5". A
/// name that belongs to no framework is kept as it is. Throws Error(usage) for a malformed one.
FrameworkNeed parse_framework(std::string_view requirement);
/// Whether a package of this name is, or belongs to, a framework.
bool is_framework(std::string_view package);

/// Every framework of a requirements file (with what it includes), pyproject.toml, uv.lock, a
/// virtual environment, or a project's directory (then of its uv.lock, else pyproject.toml, else
/// requirements.txt), each once, in the order of the text; what is not for `platform` is left out.
/// Throws Error(not_found) when nothing is there, Error(usage) with file and line for malformed
/// text.
std::vector<FrameworkNeed> load_frameworks(const fs::path& path, Platform platform);

/// The directory that $VIRTUAL_ENV, else $CONDA_PREFIX names.
std::optional<fs::path> active_environment(const Environment& environment);

}  // namespace cudaenv::python
