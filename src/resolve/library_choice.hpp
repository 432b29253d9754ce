// SPDX-License-Identifier: Apache-2.0
// Which release of a library goes with a toolkit on a machine.
#pragma once

#include <cudaenv/resolve/resolution.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::resolve {

/// What a table says about one build of a library; absent where it says nothing.
struct BuildFacts {
    std::optional<Version> min_cc;
    std::optional<Version> max_cc;
    std::optional<Version> min_driver;
};

/// A library as its own table knows it.
class Library {
 public:
    virtual ~Library() = default;

    [[nodiscard]] virtual std::string name() const = 0;   ///< "cudnn"
    [[nodiscard]] virtual std::string title() const = 0;  ///< "cuDNN"
    [[nodiscard]] virtual const std::vector<catalog::Summary>& releases() const = 0;
    /// Whether that build of a release is made for the toolkit. `variant` is empty where there is
    /// only one build.
    [[nodiscard]] virtual bool is_built_for(const Version& toolkit,
                                            const Version& release,
                                            const std::string& variant) const = 0;
    [[nodiscard]] virtual BuildFacts facts(const Version& release,
                                           const std::string& variant) const = 0;
};

struct LibraryWish {
    std::optional<Spec> named;      ///< what the user asked for
    std::optional<unsigned> major;  ///< of the library, when nobody named one
};

/// A release that was looked at, newest first, and what stands in its way.
struct ExaminedLibrary {
    const catalog::Summary* summary = nullptr;
    std::string variant;
    std::string source;
    std::string obstacle;  ///< "needs driver 525.60.13"; empty: it fits
};

struct LibraryChoice {
    std::optional<ChosenLibrary> library;
    std::vector<ExaminedLibrary> examined;  ///< the chosen one is the last
    std::string missing;  ///< why there is none: "no cuDNN 8 for CUDA 12.3.2 can be had here"
    std::string nearest;  ///< then the newest releases built for the toolkit: "2.27.3, 2.26.2"
};

/// "cuda12" is for every toolkit 12.x, "cuda10.2" for that one.
bool variant_covers(const std::string& variant, const Version& toolkit);

/// The newest release that the wish, the toolkit, the driver and the GPUs admit and that a
/// reachable source has.
LibraryChoice choose_library(const Library& library,
                             const LibraryWish& wish,
                             const Request& request,
                             const Version& toolkit,
                             const machine::Machine& machine,
                             const CatalogView& catalog);

/// "8.9.7.29 has no code for compute capability 12.0": why the newest that was looked at is not
/// taken.
std::string why_none(const LibraryChoice& choice);

}  // namespace cudaenv::resolve
