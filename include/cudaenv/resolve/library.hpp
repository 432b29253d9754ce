// SPDX-License-Identifier: Apache-2.0
// Which library goes with a toolkit, why that one, and what stands in the way of others.
#pragma once

#include <cudaenv/base/product.hpp>
#include <cudaenv/base/source_name.hpp>
#include <cudaenv/base/spec.hpp>
#include <cudaenv/base/version.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace cudaenv::resolve {

/// What is asked of a library; of neither, the newest.
struct LibraryWish {
    std::optional<Spec> named = std::nullopt;      ///< what the user asked for
    std::optional<unsigned> major = std::nullopt;  ///< by rule, when nobody named one

    friend bool operator==(const LibraryWish&, const LibraryWish&) = default;
};

/// No build of the release is for the toolkit.
struct NotBuiltFor {
    Version toolkit;

    friend bool operator==(const NotBuiltFor&, const NotBuiltFor&) = default;
};
struct LacksGpuCode {
    Version capability;

    friend bool operator==(const LacksGpuCode&, const LacksGpuCode&) = default;
};
struct NeedsDriver {
    Version driver;  ///< or newer

    friend bool operator==(const NeedsDriver&, const NeedsDriver&) = default;
};
/// None of the sources in use has it.
struct InNoSource {
    friend bool operator==(const InNoSource&, const InNoSource&) = default;
};
struct NotReachable {
    std::vector<SourceName> sources;  ///< in use, that have it

    friend bool operator==(const NotReachable&, const NotReachable&) = default;
};
/// What stands in the way of a release of a library.
using LibraryObstacle =
    std::variant<NotBuiltFor, LacksGpuCode, NeedsDriver, InNoSource, NotReachable>;

/// A release that is not taken.
struct ObstructedLibrary {
    Version version;
    LibraryObstacle obstacle;

    friend bool operator==(const ObstructedLibrary&, const ObstructedLibrary&) = default;
};

/// The framework whose build decided which release is looked for.
struct BuiltWith {
    std::string framework;  ///< "torch"
    std::string release;    ///< "2.6.0"
    Version version;        ///< of the library
    bool is_taken = false;  ///< that very release is the one chosen
};

/// What speaks for a chosen library.
struct LibraryReason {
    LibraryWish wish = {};
    unsigned toolkit_major = 0;
    /// The newest that is asked for and built for the toolkit, when the chosen one is older.
    std::optional<ObstructedLibrary> better = std::nullopt;
    std::optional<Version> driver_floor = std::nullopt;
    std::optional<BuiltWith> built_with = std::nullopt;
};

struct ChosenLibrary {
    Product product = Product::cudnn;
    Version version;      ///< 8.9.7.29
    std::string variant;  ///< "cuda11"
    SourceName source = SourceName::redist;
    LibraryReason reason = {};
};

/// No release that is asked for can be had.
struct MissingLibrary {
    Product product = Product::cudnn;
    LibraryWish wish;
    Version toolkit;
    std::optional<ObstructedLibrary> newest;  ///< nullopt: no such release is known
    std::vector<Version> nearest;             ///< the newest few that are built for the toolkit

    friend bool operator==(const MissingLibrary&, const MissingLibrary&) = default;
};

/// The environment comes without a cuDNN, which nobody named.
struct CudnnLeftOut {
    MissingLibrary missing;

    friend bool operator==(const CudnnLeftOut&, const CudnnLeftOut&) = default;
};
/// NVIDIA documents a newer driver for a cuDNN than the ones that it is known to run on.
struct DocumentedDriver {
    Version cudnn;
    Version documented;
    Version here;

    friend bool operator==(const DocumentedDriver&, const DocumentedDriver&) = default;
};

}  // namespace cudaenv::resolve
