// SPDX-License-Identifier: Apache-2.0
// Where everything is on disk (docs/architecture.md, "On disk").
#pragma once

#include <cudaenv/base/sha256.hpp>
#include <cudaenv/sys/environment.hpp>

#include <filesystem>

namespace cudaenv::store {

namespace fs = std::filesystem;

/// The number of the on-disk layout this program writes.
inline constexpr int kLayoutNumber = 1;

/// Paths below the root; nothing is created by constructing one.
struct Layout {
    fs::path root;    ///< $CUDAENV_ROOT, else $XDG_DATA_HOME/cudaenv, else ~/.local/share/cudaenv
    fs::path cache;   ///< $XDG_CACHE_HOME/cudaenv, else ~/.cache/cudaenv
    fs::path config;  ///< $XDG_CONFIG_HOME/cudaenv, else ~/.config/cudaenv

    [[nodiscard]] fs::path environments() const { return root / "environments"; }
    [[nodiscard]] fs::path environment(const std::string& name) const {
        return environments() / name;
    }
    [[nodiscard]] fs::path store() const { return root / "store"; }
    [[nodiscard]] fs::path staging() const { return root / "staging"; }
    [[nodiscard]] fs::path locks() const { return root / "locks"; }
    /// Shared while something is installed or removed; exclusive for who clears up.
    [[nodiscard]] fs::path installs_lock() const { return locks() / "installs.lock"; }
    [[nodiscard]] fs::path environment_lock(const std::string& name) const {
        return locks() / ("environment-" + name + ".lock");
    }
    /// Of a compiler that is being installed by its name.
    [[nodiscard]] fs::path kept_lock(const std::string& entry) const {
        return locks() / ("store-" + entry + ".lock");
    }
    /// Of an entry that is being made.
    [[nodiscard]] fs::path entry_lock(const std::string& entry) const {
        return locks() / (entry + ".lock");
    }
    [[nodiscard]] fs::path shims_lock() const { return locks() / "shims.lock"; }
    [[nodiscard]] fs::path catalog_lock() const { return locks() / "catalog.lock"; }
    [[nodiscard]] fs::path shims() const { return root / "shims"; }
    [[nodiscard]] fs::path shim() const { return root / "shim"; }
    [[nodiscard]] fs::path shell() const { return root / "shell"; }
    [[nodiscard]] fs::path projects() const { return root / "projects"; }
    [[nodiscard]] fs::path default_file() const { return root / "default"; }
    [[nodiscard]] fs::path layout_file() const { return root / "layout"; }
    [[nodiscard]] fs::path config_file() const { return config / "config.yaml"; }
    /// Releases that `catalog update` found, beyond those the program knows.
    [[nodiscard]] fs::path catalog() const { return root / "catalog"; }
    /// One small file per removal under way: the store entries that it may free.
    [[nodiscard]] fs::path removals() const { return root / "removals"; }
    [[nodiscard]] fs::path kept() const { return root / "kept"; }
    [[nodiscard]] fs::path downloads() const { return cache / "downloads"; }
    /// Of downloads; beside them, because several roots may share a cache.
    [[nodiscard]] fs::path download_locks() const { return cache / "locks"; }
    [[nodiscard]] fs::path download_lock(const Sha256& archive) const {
        return download_locks() / (archive.hex() + ".lock");
    }
};

/// Throws Error(usage) when neither the variables nor HOME tell where the root is, when
/// $CUDAENV_ROOT or a HOME that is needed is not absolute, and for a root with a colon or control
/// characters in its path. Relative XDG directories are ignored, as their standard asks. Without
/// HOME, cache and configuration stand below the root.
Layout locate_layout(const Environment& environment);

/// Makes the root, its layout number and its directories, 0755 whatever the umask: whoever writes
/// there calls this first. Throws Error(refused), and changes nothing, when the root was written by
/// a newer program, or is a directory of something else (not empty, and without a layout number);
/// Error(refused) for what is another user's or a link (only the root itself may be one); Error(io)
/// when it cannot be written.
void ensure_layout(const Layout& layout);
/// Whether a root is there that another user made: this one may only use it.
bool belongs_to_another(const Layout& layout);
/// The same as ensure_layout for the cache of downloads, 0700.
void ensure_cache(const Layout& layout);
/// Throws Error(refused) for a root with a newer layout number, Error(integrity) for a damaged
/// number; an absent root is fine. Whoever reads a root calls this first.
void check_layout(const Layout& layout);

}  // namespace cudaenv::store
