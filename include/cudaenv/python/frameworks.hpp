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

/// For whom a project's files are read, and which of what they offer is taken.
struct Choice {
    Platform platform = Platform::linux_x86_64;
    std::optional<Version> python = std::nullopt;  ///< X.Y or X.Y.Z; nullopt: not known
    /// Extras, dependency groups, features and environments beside the base, by name.
    std::vector<std::string> extras = {};
};

/// The part of a project that a requirement stands in.
enum class Part { base, extra, group, feature, environment };

/// When a requirement counts.
struct Condition {
    Part part = Part::base;
    std::string name = {};    ///< of the part; empty for the base
    std::string marker = {};  ///< as written; empty: always
};

/// What a project allows beside what was chosen.
struct Alternative {
    Spec release;
    std::string build = {};
    std::optional<Version> cuda = std::nullopt;
    Condition condition = {};
    std::string where = {};
};

/// A package that is compiled for a framework, and so tells of it.
struct Companion {
    std::string package;                              ///< "flash-attn"
    Spec release;                                     ///< latest where none is named
    std::optional<Version> framework = std::nullopt;  ///< release that it is compiled for
    std::optional<Version> cuda = std::nullopt;       ///< that it is compiled for
    std::string where = {};
};

struct FrameworkNeed {
    std::string framework;  ///< as its GPU package is called: "torch", "jax", "onnxruntime-gpu"
    Spec release;           ///< "2.6.0" where one is named exactly, a range, or latest
    std::string build;      ///< what tells the build: "cu124", "cuda12", "cuda" (of which CUDA is
                            ///< not told), "cpu"; empty: nothing does
    std::optional<Version> cuda;   ///< of that build: X.Y, or only the major
    std::optional<Version> cudnn;  ///< that stands beside it: locked, or installed
    std::string where;             ///< "requirements.txt, line 3"; empty on the command line
    std::string container = {};    ///< NVIDIA's container release that it was built for: "25.01"
    /// Where this is no framework and does not say what it is compiled for: what it goes with,
    /// "torch" or "CUDA".
    std::string goes_with = {};
    bool is_direct = true;  ///< false: only other packages ask for it
    Condition condition = {};
    std::vector<Alternative> also = {};
    std::vector<Companion> companions = {};
};

/// A build that is known to have no CUDA at all: "cpu", "rocm6.2".
bool is_without_cuda(const FrameworkNeed& need);

/// One requirement as pip takes it, or the address of a wheel: "torch==2.6.0",
/// "torch==2.6.0+cu124", "jax[cuda12]>=0.5", "https://…/torch-2.6.0%2Bcu124-….whl". A name that
/// belongs to no framework is kept as it is. Throws Error(usage) for a malformed one.
FrameworkNeed parse_framework(std::string_view requirement);
/// Whether a package of this name is, or belongs to, a framework, or goes with one.
bool is_framework(std::string_view package);
/// Whether `text` is the address of a wheel, by which parse_framework() tells what it is.
bool is_wheel_address(std::string_view text);

/// A file that stands there, and was not read.
struct UnreadFile {
    enum class Reason {
        not_needed,  ///< another states more, or the same; it is read when it is named
        no_reader    ///< of a kind that cudaenv does not read
    };
    fs::path file;
    Reason reason = Reason::not_needed;
};

/// What was found in a file or directory.
struct Reading {
    std::vector<fs::path> read;      ///< files and directories, in the order of reading
    std::vector<UnreadFile> unread;  ///< by name
    std::vector<FrameworkNeed> needs;
};

/// Every framework of a requirements file (with what it includes), pyproject.toml, uv.lock,
/// poetry.lock, pdm.lock, pylock.toml, Pipfile, Pipfile.lock, environment.yml, pixi.toml,
/// pixi.lock, a virtual or conda environment, or a project's directory, each once, in the order of
/// the text. Of a directory those files are read that state most: a lock before a manifest, and the
/// next one where one names no framework. The base comes before extras, which are taken where
/// `choice` names them, or nothing else names the framework. What is not for the platform is left
/// out. Throws Error(not_found) when nothing is there, Error(usage) with file and line for
/// malformed text, and for an extra that is not there.
Reading load_frameworks(const fs::path& path, const Choice& choice);

/// The directory that $VIRTUAL_ENV, else $CONDA_PREFIX names.
std::optional<fs::path> active_environment(const Environment& environment);

}  // namespace cudaenv::python
