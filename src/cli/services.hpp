// SPDX-License-Identifier: Apache-2.0
// What every command is given: the captured surroundings and the output.
#pragma once

#include "cli/output/output.hpp"

#include <cudaenv/store/layout.hpp>
#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/clock.hpp>
#include <cudaenv/sys/environment.hpp>

#include <filesystem>
#include <string>

namespace cudaenv::cli {

struct Services {
    const Environment& environment;
    const store::Layout& layout;
    std::filesystem::path directory;  ///< where the command was started
    std::filesystem::path program;    ///< this executable
    std::string version;              ///< of cudaenv
    Output& output;
    const Clock& clock;
    const CancelFlag& cancel;

    /// A path for messages: $HOME shortened to ~.
    [[nodiscard]] std::string shown(const std::filesystem::path& path) const;
};

}  // namespace cudaenv::cli
