// SPDX-License-Identifier: Apache-2.0
// What the importers need of Debian's `Packages` indexes.
#pragma once

#include <cudaenv/base/platform.hpp>
#include <cudaenv/catalog/upstream/import.hpp>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cudaenv::catalog {

struct DebianPackage {
    std::string name;
    std::string version;  ///< "11.11.3.6~11.8.0-5~deb12u1"
    std::string source;   ///< source package; the package's own name when the index does not say
    std::string source_version;  ///< likewise
    std::string depends;
    std::string path;
    Sha256 sha256;
    ByteCount size;
    std::string file;  ///< the index it stands in, for messages
};

/// Packages by name.
using DebianPackages = std::map<std::string, DebianPackage>;
/// By suite and platform; the indexes of main, contrib and non-free together.
using DebianSuites = std::map<std::pair<std::string, Platform>, DebianPackages>;

/// Reads the packages that `wanted(name, source)` asks for. Throws Error(integrity) naming the
/// index and the package for a stanza without the fields above, and for a package that one suite
/// lists twice.
DebianSuites read_suites(const std::vector<PackagesIndex>& indexes,
                         const std::function<bool(std::string_view, std::string_view)>& wanted);

/// The component's version in a package version: "10.3.0.86" of "11.1.1+~10.3.0.86~11.8.0-5",
/// "11.2.2" of "11.2.2-3+deb11u3".
std::string component_version(std::string_view package_version);

/// Largest version in "libc6 (>= X)" of a Depends field.
std::optional<Version> required_glibc(std::string_view depends);

Archive make_archive(const DebianPackage& package, std::string_view component);

/// The two kinds of releases that import_debian puts together.
bool is_toolkit_package(std::string_view name, std::string_view source);
std::vector<Release> debian_toolkits(const DebianSuites& suites);
bool is_compiler_package(std::string_view name);
std::vector<Release> debian_compilers(const DebianSuites& suites);

}  // namespace cudaenv::catalog
