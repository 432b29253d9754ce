// SPDX-License-Identifier: Apache-2.0
// cudaenv uninstall: remove environments and what only they used.
#include "cli/command.hpp"

#include <cudaenv/activation/shims.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/install/install.hpp>
#include <cudaenv/selection/pin.hpp>
#include <cudaenv/store/installed.hpp>
#include <cudaenv/store/projects.hpp>

#include <fmt/format.h>

namespace cudaenv::cli {

namespace {

struct UninstallOptions {
    std::vector<std::string> specs;
    bool all = false;
};

void bind(CLI::App& command, UninstallOptions& options) {
    command
        .add_option("spec",
                    options.specs,
                    "Environments: a name (12.4.1-cudnn9.1.0) or a version that matches just one")
        ->required();
    command.add_flag("--all", options.all, "Remove every environment that matches");
}

std::vector<store::Installed> matching(const Spec& spec,
                                       const std::vector<store::Installed>& installed) {
    std::vector<store::Installed> matches;
    for (const store::Installed& environment : installed) {
        if (environment.name == spec.text()) return {environment};
        if (store::satisfies(environment, {spec, {}})) matches.push_back(environment);
    }
    return matches;
}

std::vector<store::Installed> require_matching(const std::string& text,
                                               const UninstallOptions& options,
                                               const Services& services) {
    std::vector<store::Installed> matches =
        matching(parse_spec(text), store::list_installed(services.layout, {}));
    if (matches.empty())
        throw Error(ErrorKind::not_found,
                    fmt::format("{} is not installed", text),
                    "cudaenv list shows what is");
    if (matches.size() == 1 || options.all) return matches;
    Error error(ErrorKind::usage, fmt::format("{} matches {} environments", text, matches.size()));
    for (const store::Installed& match : matches) error.add_detail(match.name);
    error.set_hint("name one of them, or add --all");
    throw error;
}

/// Projects whose pin this environment satisfies now.
void warn_about_projects(const store::Installed& environment, const Services& services) {
    for (const std::filesystem::path& file : store::list_projects(services.layout)) {
        try {
            const selection::Pin pin = selection::load_pin(file);
            if (!store::satisfies(environment, {pin.cuda(), pin.libraries()})) continue;
            services.output.warning(
                fmt::format("{} asks for CUDA {}", services.shown(file), pin.cuda().text()));
        } catch (const Error&) {
            continue;  // a broken pin pins nothing
        }
    }
}

int run_uninstall(const UninstallOptions& options, Services& services) {
    store::check_layout(services.layout);
    for (const std::string& text : options.specs) {
        for (const store::Installed& environment : require_matching(text, options, services)) {
            warn_about_projects(environment, services);
            const ByteCount freed =
                install::uninstall(environment.name, services.layout, services.cancel);
            services.output.words(
                fmt::format("removed {}, {} freed", environment.name, render_bytes(freed)));
        }
    }
    activation::refresh_shims(services.layout,
                              services.shim_program,
                              services.program,
                              store::shared_roots(services.environment));
    return 0;
}

}  // namespace

void add_uninstall_command(Registry& registry) {
    add_command<UninstallOptions>(
        registry, "uninstall", "Remove environments and what only they used", bind, run_uninstall);
}

}  // namespace cudaenv::cli
