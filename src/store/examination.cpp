// SPDX-License-Identifier: Apache-2.0
// Environments by their activation files. Part of the shim: reads no JSON.
#include "store/damage.hpp"
#include "store/missing.hpp"
#include "store/settled.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/own_names.hpp>
#include <cudaenv/base/printable.hpp>
#include <cudaenv/store/doubt.hpp>
#include <cudaenv/store/examination.hpp>
#include <cudaenv/store/mending.hpp>
#include <cudaenv/sys/directories.hpp>

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

namespace cudaenv::store {

namespace {

Version require_version(const std::string& text) {
    const auto version = find_version(text);
    if (version) return *version;
    throw Error(ErrorKind::integrity,
                std::string(kActivationFile) + ": '" + text + "' is not a version");
}

Installed read_installed(const fs::path& root,
                         const std::string& name,
                         EnvironmentOrigin origin,
                         std::string_view text) {
    Installed environment;
    environment.name = name;
    environment.root = root;
    environment.activation = parse_activation(text, kActivationFile);
    const std::string& elsewhere = environment.activation.prefix;
    environment.path = elsewhere.empty() ? root / "environments" / name : fs::path(elsewhere);
    const bool is_linked = !elsewhere.empty() && origin == EnvironmentOrigin::installed;
    environment.origin = is_linked ? EnvironmentOrigin::linked : origin;
    environment.toolkit = require_version(environment.activation.toolkit);
    for (const auto& [word, version] : environment.activation.libraries) {
        if (const auto library = find_library(word))
            environment.libraries.emplace(*library, require_version(version));
    }
    return environment;
}

/// "its directory belongs to another user (uid 12345)"; nullopt for what may be believed. Two looks
/// at most: this runs before every tool.
std::optional<std::string> doubt_about(const fs::path& root, const fs::path& prefix) {
    const std::array<std::pair<fs::path, std::string_view>, 2> places{
        {{prefix, "its directory"}, {prefix / kActivationFile, kActivationFile}}};
    for (const auto& [path, words] : places) {
        const auto state = find_file_state(path);
        if (!state) break;
        if (const auto doubt = find_doubt(*state, root))
            return std::string(words) + " " + doubt_text(*doubt, *state);
        // Who made a link chose what it leads to.
        if (state->kind == FileKind::link) break;
    }
    return std::nullopt;
}

/// Only its name tells of it: what stands in it may be there to mislead.
std::optional<Examined> made_by_others(Damaged place, const std::string& reason) {
    if (!looks_like_environment(place.path)) return std::nullopt;
    place.is_foreign = true;
    const Record known = guess_record(place.name, {});
    return make_damaged(std::move(place), Error(ErrorKind::integrity, reason), known);
}

/// A version when there is a cuDNN; without one, less than any version.
Version cudnn_of(const Installed& environment) {
    const auto found = environment.libraries.find(Product::cudnn);
    return found == environment.libraries.end() ? Version() : found->second;
}

bool is_better(const Installed& left, const Installed& right) {
    if (left.toolkit != right.toolkit) return left.toolkit > right.toolkit;
    const bool left_shared = left.origin == EnvironmentOrigin::shared;
    const bool right_shared = right.origin == EnvironmentOrigin::shared;
    if (left_shared != right_shared) return right_shared;
    const Version left_cudnn = cudnn_of(left);
    const Version right_cudnn = cudnn_of(right);
    if (left_cudnn != right_cudnn) return left_cudnn > right_cudnn;
    if (left.libraries.size() != right.libraries.size())
        return left.libraries.size() < right.libraries.size();
    if (left.libraries != right.libraries) return left.libraries > right.libraries;
    return left.name < right.name;
}

/// Throws when the root cannot be used: a newer program wrote it, say.
void check_shared(const fs::path& root) {
    if (has_hidden(root.native()))
        throw Error(ErrorKind::usage, root.string() + " has control characters in its path");
    Layout layout;
    layout.root = root;
    check_layout(layout);
}

/// Whatever the paths are spelled like.
bool is_same_place(const fs::path& left, const fs::path& right) {
    std::error_code absent;
    return left == right || (fs::equivalent(left, right, absent) && !absent);
}

void add_environments(Environments& found,
                      const fs::path& root,
                      EnvironmentOrigin origin,
                      Examine how) {
    for (const std::string& name : directory_names(root / "environments")) {
        std::optional<Examined> examined = how(root, name, origin);
        if (!examined) continue;
        if (auto* installed = std::get_if<Installed>(&*examined)) {
            found.healthy.push_back(std::move(*installed));
        } else {
            found.damaged.push_back(std::get<Damaged>(*std::move(examined)));
        }
    }
}

}  // namespace

bool looks_like_environment(const fs::path& prefix) {
    std::error_code error;
    const auto status = fs::symlink_status(prefix / kMetadataDirectory, error);
    // What may not be looked into is not absent: it may well be ours.
    if (error == std::errc::permission_denied || fs::is_directory(status)) return true;
    std::error_code ignored;
    return fs::is_regular_file(fs::symlink_status(prefix / "version.json", ignored)) &&
           fs::read_symlink(prefix / "lib64", ignored) == "lib";
}

std::optional<Examined> examine_activation(const fs::path& root,
                                           const std::string& name,
                                           EnvironmentOrigin origin) {
    if (!is_environment_name(name)) return std::nullopt;
    Damaged place;
    place.name = name;
    place.path = root / "environments" / name;
    place.root = root;
    place.origin = origin;
    try {
        // Before it is read: nothing of theirs is believed.
        if (const auto doubt = doubt_about(root, place.path)) return made_by_others(place, *doubt);
        const OwnFile file = read_settled(place.path, kActivationFile);
        if (file.presence == Presence::no_environment) return std::nullopt;
        if (file.presence == Presence::found) return read_installed(root, name, origin, file.text);
        if (!looks_like_environment(place.path)) return std::nullopt;
        throw Error(ErrorKind::integrity, std::string(kActivationFile) + " is missing");
    } catch (const Error& error) {
        if (is_shortage(error.error_number())) throw;
        const Record known = guess_record(name, place.path / kActivationFile);
        return make_damaged(std::move(place), error, known);
    }
}

std::optional<Damaged> find_damage(const Installed& environment) {
    if (!environment.activation.prefix.empty()) return std::nullopt;
    std::optional<std::string> missing;
    const Presence presence = look_settled(environment.path, [&] {
        missing = find_missing(environment);
        return !missing;
    });
    if (presence != Presence::missing) return std::nullopt;
    return damaged_by(environment,
                      known_by_activation(environment),
                      Error(ErrorKind::integrity, *missing + " is missing"));
}

Environments list_environments(const Layout& layout,
                               const std::vector<fs::path>& shared_roots,
                               Examine how) {
    Environments found;
    add_environments(found, layout.root, EnvironmentOrigin::installed, how);
    for (auto it = shared_roots.begin(); it != shared_roots.end(); ++it) {
        const fs::path& root = *it;
        if (is_same_place(root, layout.root) ||
            std::any_of(shared_roots.begin(), it, [&](const fs::path& earlier) {
                return is_same_place(root, earlier);
            }))
            continue;
        try {
            check_shared(root);
            add_environments(found, root, EnvironmentOrigin::shared, how);
        } catch (const Error& objection) {
            if (is_shortage(objection.error_number())) throw;
            found.passed_over.push_back(objection);
        }
    }
    // Stable: of two equals, the one of the earlier shared root comes first.
    std::stable_sort(found.healthy.begin(), found.healthy.end(), is_better);
    return found;
}

bool may_satisfy(const Damaged& damaged, const Wanted& wanted) {
    if (damaged.name == wanted.cuda.text()) return true;
    return damaged.toolkit && wanted.cuda.matches(*damaged.toolkit) &&
           serves(damaged.project, wanted);
}

Error damaged_error(const Damaged& damaged) {
    return {ErrorKind::integrity, damaged.name + " is damaged: " + damaged.reason, damaged.mend};
}

}  // namespace cudaenv::store
