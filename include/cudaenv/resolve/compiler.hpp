// SPDX-License-Identifier: Apache-2.0
// Which host compiler nvcc gets, why that one, and why a named one cannot be had.
#pragma once

#include <cudaenv/base/compiler_kind.hpp>
#include <cudaenv/base/compiler_origin.hpp>
#include <cudaenv/base/source_name.hpp>
#include <cudaenv/base/version.hpp>

#include <optional>
#include <string>
#include <variant>

namespace cudaenv::resolve {

/// The majors of gcc that the nvcc of a toolkit accepts and that are not known to fail with it.
struct GccRange {
    Version toolkit;
    std::optional<unsigned> least = std::nullopt;
    std::optional<unsigned> most = std::nullopt;  ///< nullopt: no limit is stated

    friend bool operator==(const GccRange&, const GccRange&) = default;
};

/// broken: nvcc accepts its number, and does not compile with it all the same.
enum class GccFault { too_old, too_new, broken };

/// Why nvcc does not work with a gcc.
struct GccMisfit {
    GccFault fault = GccFault::too_new;
    Version toolkit;
    unsigned bound = 0;       ///< too_old, too_new: the oldest or the newest that is accepted
    std::string header = {};  ///< broken: the one of gcc that does not compile

    friend bool operator==(const GccMisfit&, const GccMisfit&) = default;
};

struct NoGcc {
    friend bool operator==(const NoGcc&, const NoGcc&) = default;
};
/// There is a gcc that fits, but plain g++ is none.
struct NoPlainGxx {
    friend bool operator==(const NoPlainGxx&, const NoPlainGxx&) = default;
};
struct UnfitGcc {
    Version version;
    GccMisfit misfit;

    friend bool operator==(const UnfitGcc&, const UnfitGcc&) = default;
};
/// Why what nvcc runs when it is not told otherwise is of no use.
using PlainGccObstacle = std::variant<NoGcc, NoPlainGxx, UnfitGcc>;

/// What speaks for a chosen compiler.
struct CompilerReason {
    GccRange accepted = {};
    /// In the place of plain g++; nullopt: it is that, or it was named, or there is none.
    std::optional<PlainGccObstacle> instead = std::nullopt;
};

struct ChosenCompiler {
    CompilerOrigin origin = CompilerOrigin::none;
    CompilerKind kind = CompilerKind::gcc;  ///< like the rest, meaningless for origin none
    Version version = {};
    std::string path = {};                  ///< of a system compiler
    std::optional<SourceName> source = {};  ///< of a store compiler: the source that has it
    bool is_default = false;                ///< nvcc finds it without being told
    CompilerReason reason = {};
};

/// A gcc that comes along needs an assembler and a linker of the machine.
struct NoBinutils {
    friend bool operator==(const NoBinutils&, const NoBinutils&) = default;
};
/// A gcc that comes along needs the headers of libc from the machine.
struct NoLibcHeaders {
    friend bool operator==(const NoLibcHeaders&, const NoLibcHeaders&) = default;
};
/// Nothing that fits can be had.
struct NoCompilerFits {
    PlainGccObstacle obstacle;
    GccRange accepted;

    friend bool operator==(const NoCompilerFits&, const NoCompilerFits&) = default;
};

/// A named gcc that nvcc does not accept.
struct GccNotAccepted {
    unsigned major = 0;
    GccMisfit misfit;
};
/// A named gcc that is neither installed nor in the catalogue.
struct UnknownGcc {
    unsigned major = 0;
};
/// A named gcc that this C library does not run.
struct GccNeedsGlibc {
    unsigned major = 0;
    std::optional<Version> needed;  ///< nullopt: any
    std::optional<Version> here;    ///< nullopt: none
};
/// A named gcc that no reachable source has.
struct GccNotReachable {
    unsigned major = 0;
};

}  // namespace cudaenv::resolve
