// SPDX-License-Identifier: Apache-2.0
// cudaenv list --available: every known release at a glance.
#pragma once

#include "cli/text_style.hpp"

#include <cudaenv/base/spec.hpp>
#include <cudaenv/machine/machine.hpp>
#include <cudaenv/resolve/resolve.hpp>
#include <cudaenv/store/installed.hpp>

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cudaenv::cli {

struct AvailableRelease {
    Version version;
    resolve::Judgement judgement;
    std::vector<std::string> sources;  ///< those that have the whole toolkit for this platform
    bool installed = false;
    bool prerelease = false;
    bool yanked = false;
};

/// Releases that match `spec` and that some source has as a toolkit, newest first.
std::vector<AvailableRelease> available_releases(const Spec& spec,
                                                 const machine::Machine& machine,
                                                 const catalog::Facts& catalog,
                                                 const std::vector<store::Installed>& installed);

/// Puts the sources of every release in the order of preference `order`; others go last.
void order_sources(std::vector<AvailableRelease>& releases, const std::vector<std::string>& order);

/// What the listing says beside the releases.
struct AvailableHeading {
    std::string request;  ///< as typed; empty: every release
    const machine::Machine& machine;
    std::optional<resolve::KnownDriver> driver;  ///< of the machine
    std::vector<Version> unsourced;              ///< known releases that no source has, ascending
};

/// Known releases that match `spec` and that no source has, ascending.
std::vector<Version> unsourced_releases(const Spec& spec,
                                        Platform platform,
                                        const catalog::Facts& catalog);

/// One line per release with a symbol for how it runs here, then what the symbols mean.
std::vector<Line> render_available(const std::vector<AvailableRelease>& releases,
                                   const AvailableHeading& heading,
                                   const TextStyle& style);
nlohmann::ordered_json available_json(const std::vector<AvailableRelease>& releases);

}  // namespace cudaenv::cli
