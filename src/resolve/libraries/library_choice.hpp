// SPDX-License-Identifier: Apache-2.0
// Which release of a library goes with a toolkit on a machine.
#pragma once

#include <cudaenv/resolve/resolution.hpp>

#include <optional>
#include <string>
#include <variant>
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

    [[nodiscard]] virtual Product product() const = 0;
    [[nodiscard]] virtual const std::vector<catalog::Summary>& releases() const = 0;
    /// Whether that build of a release is made for the toolkit. `variant` is empty where there is
    /// only one build.
    [[nodiscard]] virtual bool is_built_for(const Version& toolkit,
                                            const Version& release,
                                            const std::string& variant) const = 0;
    [[nodiscard]] virtual BuildFacts facts(const Version& release,
                                           const std::string& variant) const = 0;
};

/// "cuda12" is for every toolkit 12.x, "cuda10.2" for that one.
bool variant_covers(const std::string& variant, const Version& toolkit);

/// The newest release that the wish, the toolkit, the driver and the GPUs admit and that a
/// reachable source has.
std::variant<ChosenLibrary, MissingLibrary> choose_library(const Library& library,
                                                           const LibraryWish& wish,
                                                           const Request& request,
                                                           const Version& toolkit,
                                                           const machine::Machine& machine);

}  // namespace cudaenv::resolve
