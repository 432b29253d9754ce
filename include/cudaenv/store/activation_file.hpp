// SPDX-License-Identifier: Apache-2.0
// .cudaenv/activation: all that the shim and the hooks read of an environment. Line-based, so that
// reading it needs no parser library.
#pragma once

#include <cudaenv/base/profile.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cudaenv::store {

/// Below an environment's directory.
inline constexpr std::string_view kActivationFile = ".cudaenv/activation";
/// Begins the value of a variable that leads into the root's store.
inline constexpr std::string_view kStorePrefix = "store:";

/// Text form, one item per line:
///   cudaenv-activation 3
///   toolkit 11.2.2
///   library cudnn 8.9.7.29
///   profile default                (how much of the toolkit is here; absent: unknown)
///   path bin                       (put in front of PATH; relative to the prefix)
///   library-path lib64             (put in front of LD_LIBRARY_PATH)
///   set CUDA_HOME .                ("." and "./x": relative to the prefix)
///   prepend NVCC_PREPEND_FLAGS -ccbin /…/g++   (put in front of the user's value, with a blank)
///   prefix /usr/local/cuda-12.4    (linked toolkits only: the prefix that stands elsewhere)
///   project /home/me/x             (of a lock that only its user trusts: serves this directory)
///   end
/// "set" values beginning with "./" or equal to "." become absolute; others are taken literally.
/// The host compiler in the root's store is written as "store:<entry>/bin/g++", so that a moved
/// root works.
struct Activation {
    std::string toolkit;
    std::map<std::string, std::string> libraries;
    std::optional<Profile> profile = std::nullopt;  ///< nullopt: unknown, or none of today's
    std::vector<std::string> paths;
    std::vector<std::string> library_paths;
    std::vector<std::pair<std::string, std::string>> set;
    std::vector<std::pair<std::string, std::string>> prepend;
    std::string prefix;  ///< of a linked toolkit, absolute; else empty
    /// Absolute, when the catalogue does not vouch for what is here: a version is only looked for
    /// here by the pin of that directory.
    std::string project = {};
};

/// Throws Error(usage) for a value that holds a line end: no line could carry it.
std::string render_activation(const Activation& activation);
/// Throws Error(integrity) naming `file` and the line for unknown formats, malformed lines, and a
/// missing end. Formats 1 (without an end) and 2 (without a profile) are of earlier programs.
Activation parse_activation(std::string_view text, std::string_view file);

}  // namespace cudaenv::store
