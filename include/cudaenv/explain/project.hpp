// SPDX-License-Identifier: Apache-2.0
// What a Python project says of a framework: what was chosen and why, what else it allows, what
// goes with it, and which files say so.
#pragma once

#include <cudaenv/python/frameworks.hpp>

#include <string>
#include <vector>

namespace cudaenv::explain {

/// "extra cu118", "where python_version < '3.12'"; "its base" for what always counts.
std::string condition_words(const python::Condition& condition);

/// Why this of several, and how another is chosen: "its base dependencies; --extra NAME chooses";
/// empty where nothing else was to choose.
std::string choice_words(const python::FrameworkNeed& need);

/// "torch 2.4.1, CUDA 12.1 (where python_version < '3.9')"
std::string alternative_words(const std::string& framework, const python::Alternative& other);

/// "flash-attn 2.8.3 is compiled for torch 2.9.0 and CUDA 12.8, not for torch 2.6.0".
std::string companion_words(const python::FrameworkNeed& need, const python::Companion& companion);

/// Why it needs neither driver nor toolkit.
std::string cpu_words(const python::FrameworkNeed& need);

/// What NVIDIA's container builds are; empty for other needs.
std::string container_words(const python::FrameworkNeed& need);

/// "setup.py and setup.cfg are of kinds that cudaenv does not read", one sentence for each reason;
/// `names` are those of `files`, as they are shown.
std::vector<std::string> unread_words(const std::vector<python::UnreadFile>& files,
                                      const std::vector<std::string>& names);

}  // namespace cudaenv::explain
