// SPDX-License-Identifier: Apache-2.0
// Environments by their activation files. Part of the shim: reads no JSON.
#include "store/settled.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/store/examination.hpp>
#include <cudaenv/store/mending.hpp>

#include <algorithm>
#include <system_error>

namespace cudaenv::store {

namespace {

constexpr const char* kActivation = ".cudaenv/activation";

Version require_version(const std::string& text) {
    const auto version = find_version(text);
    if (version) return *version;
    throw Error(ErrorKind::integrity,
                std::string(kActivation) + ": '" + text + "' is not a version");
}

Installed read_installed(const fs::path& root,
                         const std::string& name,
                         Origin origin,
                         std::string_view text) {
    Installed environment;
    environment.name = name;
    environment.root = root;
    environment.activation = parse_activation(text, kActivation);
    const std::string& elsewhere = environment.activation.prefix;
    environment.path = elsewhere.empty() ? root / "environments" / name : fs::path(elsewhere);
    const bool is_linked = !elsewhere.empty() && origin == Origin::installed;
    environment.origin = is_linked ? Origin::linked : origin;
    environment.toolkit = require_version(environment.activation.toolkit);
    for (const auto& [library, version] : environment.activation.libraries) {
        environment.libraries.emplace(library, require_version(version));
    }
    return environment;
}

Damaged make_damaged(const fs::path& root,
                     const std::string& name,
                     Origin origin,
                     const Error& error) {
    const fs::path directory = root / "environments" / name;
    const Record known = guess_record(name, directory / kActivation);
    const std::string mend = error.hint().empty() ? mending_command(known) : error.hint();
    return {name, directory, root, origin, error.message(), find_version(known.toolkit), mend};
}

/// A version when there is a cuDNN; without one, less than any version.
Version cudnn_of(const Installed& environment) {
    const auto found = environment.libraries.find("cudnn");
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

/// Names first: what is exchanged while the directory is read may come up twice.
std::vector<std::string> names_in(const fs::path& directory) {
    std::vector<std::string> names;
    std::error_code error;
    fs::directory_iterator entry(directory, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        names.push_back(entry->path().filename().string());
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

void add_environments(Environments& found, const fs::path& root, Origin origin, Examine how) {
    for (const std::string& name : names_in(root / "environments")) {
        std::optional<Examined> examined = how(root, name, origin);
        if (!examined) continue;
        if (auto* installed = std::get_if<Installed>(&*examined)) {
            found.healthy.push_back(std::move(*installed));
        } else {
            found.damaged.push_back(std::get<Damaged>(*std::move(examined)));
            if (origin != Origin::shared) continue;
            std::string& mend = found.damaged.back().mend;
            mend.insert(0, "CUDAENV_ROOT=" + shell_quote(root.string()) + " ");
        }
    }
}

}  // namespace

std::optional<Examined> examine_activation(const fs::path& root,
                                           const std::string& name,
                                           Origin origin) {
    if (!is_environment_name(name)) return std::nullopt;
    try {
        const OwnFile file = read_settled(root / "environments" / name, kActivation);
        if (file.presence == Presence::no_environment) return std::nullopt;
        if (file.presence == Presence::found) return read_installed(root, name, origin, file.text);
        throw Error(ErrorKind::integrity, std::string(kActivation) + " is missing");
    } catch (const Error& error) {
        return make_damaged(root, name, origin, error);
    }
}

Environments list_environments(const Layout& layout,
                               const std::vector<fs::path>& shared_roots,
                               Examine how) {
    Environments found;
    add_environments(found, layout.root, Origin::installed, how);
    for (const fs::path& root : shared_roots) add_environments(found, root, Origin::shared, how);
    // Stable: of two equals, the one of the earlier shared root comes first.
    std::stable_sort(found.healthy.begin(), found.healthy.end(), is_better);
    return found;
}

bool may_satisfy(const Damaged& damaged, const Wanted& wanted) {
    if (damaged.name == wanted.cuda.text()) return true;
    return damaged.toolkit && wanted.cuda.matches(*damaged.toolkit);
}

Error damaged_error(const Damaged& damaged) {
    return {ErrorKind::integrity, damaged.name + " is damaged: " + damaged.reason, damaged.mend};
}

}  // namespace cudaenv::store
