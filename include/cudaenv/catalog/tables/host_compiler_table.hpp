// SPDX-License-Identifier: Apache-2.0
// The host compilers and C libraries of each toolkit (manifests/tables/host-compilers.yaml).
#pragma once

#include <cudaenv/base/platform.hpp>
#include <cudaenv/base/spec.hpp>
#include <cudaenv/base/version.hpp>
#include <cudaenv/catalog/tables/citations.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::formats {
class Document;
}

namespace cudaenv::catalog {

inline constexpr const char* kHostCompilerTable = "tables/host-compilers.yaml";

/// What nvcc's own check lets pass (crt/host_config.h): numbers, not what compiles.
struct HostCompilerRow {
    Version toolkit;  ///< X.Y, or X.Y.Z where the limits change with an update of X.Y
    unsigned max_gcc = 0;
    std::optional<unsigned> min_gcc;
    std::optional<Version> max_clang;
    std::optional<Version> min_clang;
    std::vector<std::string> sources;
};
/// A gcc within the limits of nvcc that does not compile with it all the same.
struct BrokenGcc {
    Version gcc;                           ///< a whole major ("11"), or one release ("10.3.0")
    Spec toolkits = {};                    ///< a range: ">=11.4,<11.6"
    std::vector<Platform> platforms = {};  ///< empty: all
    std::string header = {};               ///< the one of gcc that nvcc fails on: "functional"
    std::vector<std::string> sources = {};
};
/// assertions: assert() in device code; headers: those of the toolkit beside those of glibc, cured
/// where the toolkit's are system headers; library: one of the toolkit's.
enum class GlibcSubject { assertions, headers, library };
/// What a toolkit and the C library of the machine ask of each other.
struct GlibcRule {
    GlibcSubject subject;
    std::string library = {};  ///< of GlibcSubject::library: "libcusolver"
    Spec toolkits = {};        ///< a range: ">=12.8"
    /// Of a library: older ones cannot run it.
    std::optional<Version> min_glibc = std::nullopt;
    /// Of the others: newer ones break compiling, not running.
    std::optional<Version> max_glibc = std::nullopt;
    std::string reason = {};
    std::vector<std::string> sources = {};
};
struct HostCompilerTable {
    Citations citations;
    std::vector<HostCompilerRow> rows;   ///< ascending by toolkit
    std::vector<BrokenGcc> broken = {};  ///< ascending by gcc
    std::vector<GlibcRule> glibc = {};   ///< ascending by subject, library and max_glibc
    /// The last row of the toolkit's X.Y that is not newer than it; for a release newer than the
    /// table, its last row. nullptr for another X.Y that has none.
    [[nodiscard]] const HostCompilerRow* find_row(const Version& toolkit) const;
    /// nullptr when nothing is known against a gcc; `gcc` is a release, or a major: then only what
    /// holds for all of it is found.
    [[nodiscard]] const BrokenGcc* find_broken(const Version& toolkit,
                                               const Version& gcc,
                                               Platform platform) const;
    /// The rule of GlibcSubject::headers for a toolkit whose headers clash with those of some
    /// glibc, unless they are included as system headers; nullptr where they clash with none.
    [[nodiscard]] const GlibcRule* find_header_clash(const Version& toolkit) const;
};

/// Throws Error(integrity) with file and line for unknown keys, rows out of order, and sources that
/// no citation explains.
HostCompilerTable read_host_compiler_table(const formats::Document& document);

}  // namespace cudaenv::catalog
