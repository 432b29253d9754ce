// SPDX-License-Identifier: Apache-2.0
// The environments that are installed: their directory's presence is the installed state.
#pragma once

#include <cudaenv/base/product.hpp>
#include <cudaenv/base/profile.hpp>
#include <cudaenv/base/spec.hpp>
#include <cudaenv/base/version.hpp>
#include <cudaenv/store/activation_file.hpp>
#include <cudaenv/store/layout.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cudaenv::store {

enum class EnvironmentOrigin { installed, linked, shared };
std::string_view origin_text(EnvironmentOrigin origin);

struct Installed {
    std::string name;
    fs::path path;  ///< the prefix; of a linked toolkit, where it really stands
    fs::path root;  ///< the root it belongs to; resolves "store:" values
    Version toolkit;
    std::map<Product, Version> libraries;  ///< that this program knows
    EnvironmentOrigin origin = EnvironmentOrigin::installed;
    Activation activation;
};

/// Every environment of the root and of the shared roots (`shared_roots` in order) that can be
/// used, best first: newest toolkit, own before shared, with cuDNN before without, newest cuDNN,
/// fewer other libraries before more, newer ones of these, then name. Looks at activation files
/// only (store/examination.hpp does more); damaged ones are left out.
std::vector<Installed> list_installed(const Layout& layout,
                                      const std::vector<fs::path>& shared_roots);

/// What a spec and the libraries of a pin ask for.
struct Wanted {
    Spec cuda;
    std::map<Product, Spec> libraries;  ///< `none` means must be absent
    fs::path project = {};  ///< the directory of the pin that asks; empty when no pin does
    std::optional<Profile> profile = std::nullopt;  ///< the least; nullopt: any
};

/// Of a lock that the catalogue does not vouch for and its user trusts.
bool is_of_trusted_lock(const Installed& environment);

/// The lock that the user trusted, as it was then.
fs::path trusted_lock_path(const fs::path& prefix);

/// Whether what a trusted lock of `project` brought serves who asks. Without a project it serves
/// all.
bool serves(const fs::path& project, const Wanted& wanted);

/// True when the environment satisfies the spec (version, range, latest or name), the profile (a
/// larger one serves too; so does one that does not tell its own) and every library.
/// One of a trusted lock has no version but for the pin of its project, as long as that very lock
/// stands beside it; by its name no pin of another project gets it.
bool satisfies(const Installed& environment, const Wanted& wanted);
/// The best of `environments` (in list_installed order) that satisfies `wanted`; one of the very
/// project's own trusted lock before all others.
std::optional<Installed> find_match(const std::vector<Installed>& environments,
                                    const Wanted& wanted);

/// $CUDAENV_SHARED_ROOTS as paths; relative ones are left out.
std::vector<fs::path> shared_roots(const Environment& environment);

}  // namespace cudaenv::store
