// SPDX-License-Identifier: Apache-2.0
// Carrying out a plan: fetch, verify, unpack, publish to the store, assemble, publish the
// environment.
#pragma once

#include <cudaenv/install/observer.hpp>
#include <cudaenv/install/plan.hpp>
#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/clock.hpp>
#include <cudaenv/sys/environment.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::install {

struct RunOptions {
    unsigned jobs = 0;  ///< archives at once; 0: by the number of cores
    bool keep_downloads = false;
    /// Replace an environment of the same name even if its composition is the same, read every
    /// store entry it uses, and make those anew that are not as they were.
    bool reinstall = false;
    /// Only the store and the cache, and who says so: "--offline".
    std::optional<std::string> offline = std::nullopt;
};

/// Where a plan is carried out. Refers to what outlives it.
struct RunContext {
    const Sources& sources;
    const store::Layout& layout;
    const Environment& environment;
    const Clock& clock;
};

struct Outcome {
    bool already_installed = false;
    std::filesystem::path path;
    ByteCount downloaded;
    /// Other environments that still hold damaged files of store entries that were made anew.
    std::vector<std::string> sharing;
};

/// Does the plan. One lock per environment and per store entry is held while it is made, downloads
/// included. Nothing is visible before its final rename. What is there and visibly damaged (the
/// environment, a store entry) is named in a warning and made anew. Errors: Error(network) when no
/// address of an archive can be fetched, Error(integrity) for a wrong digest (the damaged download
/// is deleted), Error(io) for a full or read-only disk, Error(conflict) when the name is taken by
/// an environment of another composition, Interrupted. Partial downloads are kept for the next run.
Outcome run_plan(const Plan& plan,
                 const RunOptions& options,
                 const RunContext& context,
                 Observer& observer,
                 const CancelFlag& cancel);

struct Removal {
    ByteCount freed;
    std::string kept_because;  ///< why unused store entries stay for now; empty: none stay
};

/// Removes an environment (by one rename into staging, then deletion) and every store entry that
/// nothing uses any more. `on_wait` is called when another process holds it, or works on the root
/// alone. Throws Error(not_found).
Removal uninstall(const std::string& name,
                  const store::Layout& layout,
                  const OnWait& on_wait,
                  const CancelFlag& cancel);

/// Gives up a compiler that was installed by name; it is removed unless an environment uses it.
/// Throws Error(not_found).
Removal uninstall_compiler(const std::string& entry,
                           const store::Layout& layout,
                           const OnWait& on_wait,
                           const CancelFlag& cancel);

}  // namespace cudaenv::install
