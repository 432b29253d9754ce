// SPDX-License-Identifier: Apache-2.0
// What stands where a plan would put something.
#pragma once

#include <cudaenv/install/plan.hpp>
#include <cudaenv/store/examination.hpp>
#include <cudaenv/sys/cancel.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace cudaenv::install {

/// A plan of a host compiler alone has none.
bool has_environment(const Plan& plan);

/// What stands where an environment of a plan's name would be.
struct Present {
    std::optional<store::Examined> examined;  ///< nullopt: no environment of ours
    /// What it says of itself, where that can be read and nobody else may have written it.
    std::optional<store::Record> record;
};
Present look_at(const Plan& plan, const store::Layout& layout);

/// Where all that the plan would make is already, and healthy. Says through `on_warning` when
/// something is there that is damaged.
std::optional<std::filesystem::path> find_installed_already(
    const Plan& plan,
    const Present& present,
    const store::Layout& layout,
    const std::function<void(const std::string&)>& on_warning,
    const CancelFlag& cancel);

/// A name belongs to one toolkit: another profile or cuDNN replaces the environment, another
/// toolkit does not. Throws Error(conflict).
void check_name(const Plan& plan, const Present& present);

/// An environment is exchanged for another one only: what else a user keeps there stays. Throws
/// Error(refused).
void check_place(const Plan& plan, const store::Layout& layout);

/// What the catalogue does not vouch for takes the place of nothing but what came of the same
/// project's lock; what a project asks for, only of what it holds too. Throws Error(refused).
void check_exchange(const Plan& plan, const Present& present);

}  // namespace cudaenv::install
