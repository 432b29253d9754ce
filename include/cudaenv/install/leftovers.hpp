// SPDX-License-Identifier: Apache-2.0
// What commands that were killed left behind. That it is left over is proved by locks (a process
// that lives holds one) and by names (nothing else in a root is ours).
#pragma once

#include <cudaenv/base/byte_count.hpp>
#include <cudaenv/store/layout.hpp>
#include <cudaenv/sys/cancel.hpp>

#include <filesystem>

namespace cudaenv::install {

/// Removes temporary files, what stands in staging/ when nobody installs, and store entries that a
/// removal which was cut off left unused. Every command that writes calls it first. It follows no
/// link, waits for nobody and reports nothing: what it cannot remove stays for the next. Throws
/// only Interrupted.
void sweep_leftovers(const store::Layout& layout, const CancelFlag& cancel);

/// The same for the files that cudaenv writes into a project.
void sweep_project(const std::filesystem::path& directory);
/// Removes downloads that entries of the store were made of, and that nobody uses: what a run left
/// that was killed before it could. For who keeps no downloads. Reports as little.
void sweep_downloads(const store::Layout& layout, const CancelFlag& cancel);

/// Removes an entry of the store or an environment: it vanishes by one rename, so that nothing half
/// deleted is ever visible. Throws Error(io) when it cannot: then it is as it was.
void remove_visible(const std::filesystem::path& path, const store::Layout& layout);

}  // namespace cudaenv::install
