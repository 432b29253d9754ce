// SPDX-License-Identifier: Apache-2.0
// Reading environments, ordering them, and choosing the best that fits.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/path_list.hpp>
#include <cudaenv/base/variables.hpp>
#include <cudaenv/store/installed.hpp>
#include <cudaenv/sys/files.hpp>

#include <algorithm>

namespace cudaenv::store {

namespace {

constexpr const char* kCudnn = "cudnn";

Version require_version(const std::string& text, const fs::path& file) {
    const auto version = find_version(text);
    if (version) return *version;
    throw Error(ErrorKind::integrity,
                file.string() + ": '" + text + "' is not a version",
                "install the environment again with --reinstall");
}

/// A version when there is a cuDNN; without one, less than any version.
Version cudnn_of(const Installed& environment) {
    const auto found = environment.libraries.find(kCudnn);
    return found == environment.libraries.end() ? Version() : found->second;
}

bool is_better(const Installed& left, const Installed& right) {
    if (left.toolkit != right.toolkit) return left.toolkit > right.toolkit;
    const bool left_shared = left.origin == Origin::shared;
    const bool right_shared = right.origin == Origin::shared;
    if (left_shared != right_shared) return right_shared;
    const Version left_cudnn = cudnn_of(left);
    const Version right_cudnn = cudnn_of(right);
    if (left_cudnn != right_cudnn) return left_cudnn > right_cudnn;
    return left.name < right.name;
}

/// nullopt also for a damaged environment: one must not hide the others.
std::optional<Installed> find_readable(const fs::path& root,
                                       const std::string& name,
                                       Origin origin) {
    try {
        return find_installed(root, name, origin);
    } catch (const Error&) {
        return std::nullopt;
    }
}

void add_environments(std::vector<Installed>& found, const fs::path& root, Origin origin) {
    std::error_code error;
    fs::directory_iterator entry(root / "environments", error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        auto environment = find_readable(root, entry->path().filename().string(), origin);
        if (environment) found.push_back(*std::move(environment));
    }
}

bool has_library(const Installed& environment, const std::string& name, const Spec& wanted) {
    const auto found = environment.libraries.find(name);
    const bool present = found != environment.libraries.end();
    if (wanted.kind() == Spec::Kind::none) return !present;
    return present && wanted.matches(found->second);
}

}  // namespace

std::string_view origin_text(Origin origin) {
    switch (origin) {
        case Origin::installed:
            return "installed";
        case Origin::linked:
            return "linked";
        case Origin::shared:
            return "shared";
    }
    return "installed";
}

std::optional<Installed> find_installed(const fs::path& root,
                                        const std::string& name,
                                        Origin origin) {
    if (!is_environment_name(name)) return std::nullopt;
    const fs::path directory = root / "environments" / name;
    const fs::path file = directory / ".cudaenv" / "activation";
    const auto text = find_file_text(file);
    if (!text) return std::nullopt;
    Installed environment;
    environment.name = name;
    environment.root = root;
    environment.activation = parse_activation(*text, file.string());
    const bool is_link = !environment.activation.prefix.empty();
    environment.path = is_link ? fs::path(environment.activation.prefix) : directory;
    environment.origin = is_link && origin == Origin::installed ? Origin::linked : origin;
    environment.toolkit = require_version(environment.activation.toolkit, file);
    for (const auto& [library, version] : environment.activation.libraries) {
        environment.libraries.emplace(library, require_version(version, file));
    }
    return environment;
}

std::vector<Installed> list_installed(const Layout& layout,
                                      const std::vector<fs::path>& shared_roots) {
    std::vector<Installed> found;
    add_environments(found, layout.root, Origin::installed);
    for (const fs::path& root : shared_roots) add_environments(found, root, Origin::shared);
    // Stable: of two equals, the one of the earlier shared root comes first.
    std::stable_sort(found.begin(), found.end(), is_better);
    return found;
}

bool satisfies(const Installed& environment, const Wanted& wanted) {
    const bool fits = wanted.cuda.kind() == Spec::Kind::name
                          ? environment.name == wanted.cuda.text()
                          : wanted.cuda.matches(environment.toolkit);
    return fits &&
           std::all_of(wanted.libraries.begin(), wanted.libraries.end(), [&](const auto& library) {
               return has_library(environment, library.first, library.second);
           });
}

std::optional<Installed> find_match(const std::vector<Installed>& environments,
                                    const Wanted& wanted) {
    const auto found =
        std::find_if(environments.begin(), environments.end(), [&](const Installed& environment) {
            return satisfies(environment, wanted);
        });
    if (found == environments.end()) return std::nullopt;
    return *found;
}

std::vector<fs::path> shared_roots(const Environment& environment) {
    std::vector<fs::path> roots;
    const PathList list(environment.find(variables::kSharedRoots).value_or(""));
    for (const std::string& entry : list.entries()) {
        if (entry.starts_with('/')) roots.emplace_back(entry);
    }
    return roots;
}

}  // namespace cudaenv::store
