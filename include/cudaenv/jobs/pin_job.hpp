// SPDX-License-Identifier: Apache-2.0
// Pinning a release for a project. Nothing but the pin itself may keep anyone from choosing: what
// cannot be done in the root beside is told, and no failure.
#pragma once

#include <cudaenv/base/error.hpp>
#include <cudaenv/store/layout.hpp>
#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/environment.hpp>

#include <filesystem>
#include <optional>
#include <string>

namespace cudaenv::jobs {

/// The pin file of a project's directory.
std::filesystem::path pin_file(const std::filesystem::path& directory);

/// What a new pin keeps but its release.
struct ReplacedPin {
    std::string text;         ///< empty: nothing is kept
    bool is_foreign = false;  ///< another user's, in a directory that everybody may write to
};
/// Throws as selection::load_pin for a broken one, which is not overwritten.
ReplacedPin find_replaced_pin(const std::filesystem::path& directory,
                              const Environment& environment,
                              const store::Layout& layout);

/// False where another user installs (an image, a cluster): nobody could be warned by what is noted
/// there.
bool remembers_pins(const store::Layout& layout);

/// Makes the root where there is none, and sweeps it. Returns what a full disk or one that takes no
/// writes, which need not be the project's, has against it.
std::optional<Error> tidy_root(const store::Layout& layout, const CancelFlag& cancel);

/// Writes `spec` into the pin of `directory`, and notes in the root that it is there, where pins
/// are remembered. Returns why it could not be noted, as tidy_root().
std::optional<Error> write_pin(const std::string& spec,
                               const std::string& replaced,
                               const std::filesystem::path& directory,
                               const store::Layout& layout);

}  // namespace cudaenv::jobs
