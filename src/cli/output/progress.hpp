// SPDX-License-Identifier: Apache-2.0
// How an installation is shown while it runs: redrawn on a terminal, plain lines elsewhere.
#pragma once

#include "cli/output/output.hpp"

#include <cudaenv/install/observer.hpp>
#include <cudaenv/install/plan.hpp>
#include <cudaenv/sys/clock.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace cudaenv::cli {

/// "waiting: another cudaenv is installing 12.4.1".
std::string waiting_text(const install::Awaited& what);

/// One line of the display.
struct ProgressRow {
    std::string label;
    ByteCount size;
    ByteCount done;
    install::Stage stage = install::Stage::waiting;
};

/// "nvidia-cuda-dev      ━━━━━━━━━╸          412 MB / 557 MB", cut to `width` columns.
std::string render_row(const ProgressRow& row, std::size_t label_width, int width);
/// The frame: rows in work and a total with speed and time left.
std::vector<std::string> render_frame(const std::vector<ProgressRow>& rows,
                                      std::chrono::milliseconds elapsed,
                                      int width);

/// Redraws on a terminal (at most ten times a second), prints a line when an archive starts and
/// when it is done elsewhere, and nothing with --quiet.
std::unique_ptr<install::Observer> make_progress(const install::Plan& plan,
                                                 const Output& output,
                                                 const Clock& clock);

}  // namespace cudaenv::cli
