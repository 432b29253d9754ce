// SPDX-License-Identifier: Apache-2.0
// .cudaenv/record.json: what an environment was made of.
#pragma once

#include <cudaenv/base/byte_count.hpp>
#include <cudaenv/base/compiler_kind.hpp>
#include <cudaenv/base/compiler_origin.hpp>
#include <cudaenv/base/platform.hpp>
#include <cudaenv/base/product.hpp>
#include <cudaenv/base/profile.hpp>
#include <cudaenv/base/sha256.hpp>
#include <cudaenv/base/source_name.hpp>
#include <cudaenv/base/version.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::store {

struct RecordedArchive {
    std::string component;
    std::string file;  ///< file name as published
    Sha256 sha256;
    ByteCount size;                    ///< 0 when the manifest does not state it
    std::optional<SourceName> source;  ///< nullopt: none that this program knows
    std::vector<std::string> entries;  ///< store entries made of it that this environment uses
};

struct RecordedFile {
    std::string path;  ///< relative to the prefix; written by cudaenv, not by NVIDIA
    Sha256 sha256;
};

struct RecordedCompiler {
    CompilerKind kind = CompilerKind::gcc;
    Version version;
    CompilerOrigin origin = CompilerOrigin::system;
    std::string path;  ///< absolute for system, store entry name for store

    friend bool operator==(const RecordedCompiler&, const RecordedCompiler&) = default;
};

struct Record {
    std::string name;
    std::string spec;                      ///< what the user asked for
    Version toolkit;                       ///< empty, in what is only guessed: unknown
    std::map<Product, Version> libraries;  ///< that this program knows: a newer one may have more
    std::optional<Profile> profile;        ///< nullopt: guessed, or none that this program knows
    std::optional<SourceName> source;      ///< of the toolkit; as profile
    Platform platform = Platform::linux_x86_64;
    std::vector<std::string> components;  ///< components named with --component or --with
    std::vector<RecordedArchive> archives;
    std::optional<RecordedCompiler> host_compiler;
    std::vector<RecordedFile> files;
    /// The project whose lock the user trusted beyond the catalogue; empty: the catalogue vouches
    /// for every archive.
    std::string project = {};
    std::optional<Sha256> lock = std::nullopt;  ///< of that lock, when it was trusted
};

/// JSON, keys in fixed order, "schema": 1 first, a final newline.
std::string render_record(const Record& record);
/// Below an environment's directory.
inline constexpr std::string_view kRecordFile = ".cudaenv/record.json";

/// Throws Error(integrity) naming `file`.
Record parse_record(std::string_view text, const std::filesystem::path& file);
/// nullopt when `prefix` has none (a linked toolkit). Its name is that of the directory, which may
/// have been moved.
std::optional<Record> find_record(const std::filesystem::path& prefix);
/// As above; nullopt for a damaged one too. Throws Error(io) only where memory or descriptors lack.
std::optional<Record> find_readable_record(const std::filesystem::path& prefix);

/// Same toolkit, libraries, profile, source, archives (in any order), host compiler and trust: the
/// same environment.
bool same_composition(const Record& left, const Record& right);
/// True when whoever has `larger` in the place of `smaller` lacks nothing: it has every library,
/// every archive and the compiler of the store, for the same toolkit and trusted lock.
bool holds(const Record& larger, const Record& smaller);
/// As holds(), by what there is to use and not by archives, which another source has others of: the
/// same toolkit and trust, every library in its version, every component that was named, at least
/// the profile and the static libraries, and of the same source every component. The host compiler
/// decides nothing, and archives of one that nvcc was given are no part.
bool covers(const Record& larger, const Record& smaller);
/// Both have nvcc use the same compiler: its kind, major version and who brought it.
bool same_compiler(const std::optional<RecordedCompiler>& left,
                   const std::optional<RecordedCompiler>& right);

}  // namespace cudaenv::store
