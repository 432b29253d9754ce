// SPDX-License-Identifier: Apache-2.0
// What stands where an environment would be put.
#pragma once

#include <cudaenv/install/plan.hpp>
#include <cudaenv/store/examination.hpp>
#include <cudaenv/sys/cancel.hpp>

#include <functional>
#include <optional>
#include <string>

namespace cudaenv::install {

/// What stands where an environment of that name would be.
struct Present {
    std::optional<store::Examined> examined;  ///< nullopt: no environment of ours
    /// What it says of itself, where that can be read and nobody else may have written it.
    std::optional<store::Record> record;
};
Present look_at(const EnvironmentStep& step, const store::Layout& layout);

/// Whether all that the environment would hold is there already, and healthy. Says through
/// `on_warning` when something is there that is damaged.
bool is_installed_already(const EnvironmentStep& step,
                          const Present& present,
                          const store::Layout& layout,
                          const std::function<void(const std::string&)>& on_warning,
                          const CancelFlag& cancel);

/// A name belongs to one toolkit: another profile or cuDNN replaces the environment, another
/// toolkit does not. Throws Error(conflict).
void check_name(const EnvironmentStep& step, const Present& present);

/// An environment is exchanged for another one only: what else a user keeps there stays. Throws
/// Error(refused).
void check_place(const EnvironmentStep& step, const store::Layout& layout);

/// What the catalogue does not vouch for takes the place of nothing but what came of the same
/// project's lock; what a project asks for, only of what it holds too. Throws Error(refused).
void check_exchange(const EnvironmentStep& step, const Present& present);

}  // namespace cudaenv::install
