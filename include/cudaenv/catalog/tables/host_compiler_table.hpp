// SPDX-License-Identifier: Apache-2.0
// The host compilers and C libraries of each toolkit (manifests/tables/host-compilers.yaml).
#pragma once

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

struct HostCompilerRow {
    Version toolkit;  ///< X.Y
    unsigned max_gcc = 0;
    std::optional<unsigned> min_gcc;
    std::optional<Version> max_clang;
    std::optional<Version> min_clang;
    std::vector<std::string> sources;
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
    std::vector<HostCompilerRow> rows;  ///< ascending by toolkit
    std::vector<GlibcRule> glibc = {};  ///< ascending by subject, library and max_glibc
    /// Row of the toolkit's X.Y; for a release newer than the table, its last row.
    [[nodiscard]] const HostCompilerRow* find_row(const Version& toolkit) const;
    /// The rule of GlibcSubject::headers for a toolkit whose headers clash with those of some
    /// glibc, unless they are included as system headers; nullptr where they clash with none.
    [[nodiscard]] const GlibcRule* find_header_clash(const Version& toolkit) const;
};

/// Throws Error(integrity) with file and line for unknown keys, rows out of order, and sources that
/// no citation explains.
HostCompilerTable read_host_compiler_table(const formats::Document& document);

}  // namespace cudaenv::catalog
