// SPDX-License-Identifier: Apache-2.0
// Which environment applies here, and who said so.
#pragma once

#include <cudaenv/base/error.hpp>
#include <cudaenv/selection/pin.hpp>
#include <cudaenv/store/examination.hpp>
#include <cudaenv/store/layout.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::selection {

/// What the pin asks an environment for.
store::Wanted wanted_by(const Pin& pin);

enum class OriginKind { argument, variable, pin, global_default, system };
/// "argument", "variable", "pin", "default", "system".
std::string_view origin_text(OriginKind kind);

struct Origin {
    OriginKind kind = OriginKind::system;
    std::string where;  ///< the variable's name or the file's path; empty for argument and system
    int line = 0;       ///< of a pin
};

struct Selection {
    Origin origin;
    store::Wanted wanted;
    bool is_system = false;  ///< `system`, or nothing is asked for anywhere
    /// The environment; absent for system and when what is wanted is not installed.
    std::optional<store::Installed> environment;
    /// When there is none: the one that would be it, were it not damaged.
    std::optional<store::Damaged> damaged = std::nullopt;
    /// Foreign pins that were passed over on the way.
    std::vector<std::filesystem::path> not_followed = {};

    /// What is asked for is not installed, or damaged.
    [[nodiscard]] bool is_missing() const { return !is_system && !environment; }
};

struct Query {
    std::optional<std::string> argument;  ///< a spec given on the command line
    std::filesystem::path directory;      ///< where to look for pins
};

/// Precedence: argument > CUDAENV_VERSION > nearest pin > global default > system. Never
/// substitutes: what is asked for and not installed comes back without environment. Throws
/// Error(usage) for a malformed spec or pin.
Selection select(const Query& query, const Environment& environment, const store::Layout& layout);

/// "~/x/.cudaenv, line 1", "CUDAENV_VERSION"; empty for an argument and for system.
std::string describe_origin(const Origin& origin, const Environment& environment);
/// "CUDA 12.4", "CUDA 12.4 with cuDNN 9", "environment lab".
std::string describe_wanted(const store::Wanted& wanted);

/// What a pin, a default, a variable or an argument can ask for. Throws Error(usage), naming
/// `where` the text came from unless that is empty; also for "none".
Spec parse_cuda_spec(const std::string& text, const std::string& where = {});

/// "CUDA 12.4 is not installed (asked for by ~/x/.cudaenv, line 1)" with the hint that installs it;
/// Error(integrity) when it is there, but damaged.
Error not_installed_error(const Selection& selection, const Environment& environment);
/// Throws that error when the selection is missing.
void require_installed(const Selection& selection, const Environment& environment);

/// The current directory as the user sees it: $PWD when it names that directory, else its physical
/// path; empty when it does not exist any more. The shell hooks and the shims must agree on it.
std::filesystem::path working_directory(const Environment& environment);

}  // namespace cudaenv::selection
