// SPDX-License-Identifier: Apache-2.0
// What cudaenv itself adds to an assembled prefix so that nvcc, CMake and pkg-config accept it
// (docs/architecture.md, "Prefix").
#pragma once

#include <cudaenv/base/platform.hpp>
#include <cudaenv/base/product.hpp>
#include <cudaenv/base/version.hpp>
#include <cudaenv/store/entry_record.hpp>
#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/tree_writer.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace cudaenv::install {

struct PrefixFacts {
    Version toolkit;  ///< the release's label, 11.2.2
    Platform platform = Platform::linux_x86_64;
    /// The toolkit's headers must be system headers (catalog::HostCompilerTable).
    bool has_clashing_headers = false;
    std::map<Product, Version> libraries;
    std::map<std::string, std::string> components;  ///< component -> version, for version.json
};

struct ClassicLink {
    std::string path;
    std::string target;
};
/// The links that a toolkit's users expect and that no archive need bring.
std::vector<ClassicLink> classic_links(const std::filesystem::path& prefix, Platform platform);

/// True when finish_prefix does not keep `path` of an archive in the tree at `prefix`: it is a link
/// to nothing, or a stub of nothing.
bool is_left_out(const std::filesystem::path& prefix, const store::EntryPath& path);

/// Completes the tree at `prefix`, whose links were judged, and returns the regular files written,
/// relative to it. The tree's own files are hard links into the store: a file is replaced, never
/// written into. Throws Obstructed when something else stands where ours should.
std::vector<std::string> finish_prefix(TreeWriter& prefix,
                                       const PrefixFacts& facts,
                                       const CancelFlag& cancel);

}  // namespace cudaenv::install
