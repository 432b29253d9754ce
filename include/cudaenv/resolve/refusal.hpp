// SPDX-License-Identifier: Apache-2.0
// Why a request has no answer, and what would give it one.
#pragma once

#include <cudaenv/base/spec.hpp>
#include <cudaenv/resolve/compiler.hpp>
#include <cudaenv/resolve/judgement.hpp>
#include <cudaenv/resolve/library.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace cudaenv::resolve {

/// The spec is `system`, `none` or a name.
struct NamesNoRelease {
    Spec request;
    std::optional<Spec> meant = std::nullopt;  ///< what a name may have been typed for
};

/// No known release satisfies the spec.
struct UnknownRelease {
    Spec request;
    bool was_never_released = false;  ///< NVIDIA left the version out
    /// The known releases nearest to a version, whatever runs here.
    std::optional<Version> below = std::nullopt;
    std::optional<Version> above = std::nullopt;
};

/// Only releases that must be named exactly satisfy the spec.
struct OnlyReserved {
    Spec request;
    Reason reason = Reason::prerelease;  ///< or yanked, requirement_unknown
    Judgement best;
};

/// Releases satisfy the spec, and none may be used here.
struct NoneRunsHere {
    Spec request;
    Judgement nearest;                            ///< the one closest to running here
    std::optional<Version> works = std::nullopt;  ///< newest of all that runs here
    std::optional<DriverCap> cap = std::nullopt;  ///< why no driver makes it native
    bool update_helps = false;                    ///< a newer driver makes it run, or run better
};

/// The catalogue has no release of the library.
struct UnknownLibrary {
    Product product = Product::nccl;
    std::vector<Product> known;
};

/// There is no table of the framework.
struct UnknownFramework {
    std::string framework;
    std::vector<std::string> known;
};
/// The table has no release of the framework that is asked for.
struct UnknownFrameworkRelease {
    std::string framework;
    Spec release;
    std::vector<Version> nearest;  ///< known ones just below and above what is asked for
};
/// The releases that are asked for have no build for the CUDA that is.
struct UnknownFrameworkBuild {
    std::string framework;
    Spec release;
    Version cuda;
    Version known_release;        ///< the newest of them
    std::vector<Version> builds;  ///< CUDA of each
};

/// NVIDIA built it itself, for a release of its containers: what the table says of the framework's
/// own builds is not about it.
struct ContainerBuild {
    std::string framework;
    Spec release;
    std::string container;  ///< "25.01"
};
/// It is no framework, but compiled for one, or for a CUDA, that nobody names.
struct UnknownCompanion {
    std::string package;
    Spec release;
    std::string goes_with;  ///< "torch", "CUDA"
};

using Refusal = std::variant<NamesNoRelease,
                             UnknownRelease,
                             OnlyReserved,
                             NoneRunsHere,
                             UnknownLibrary,
                             MissingLibrary,
                             GccNotAccepted,
                             UnknownGcc,
                             GccNeedsGlibc,
                             GccNotReachable,
                             UnknownFramework,
                             UnknownFrameworkRelease,
                             UnknownFrameworkBuild,
                             ContainerBuild,
                             UnknownCompanion>;

}  // namespace cudaenv::resolve
