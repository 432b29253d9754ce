// SPDX-License-Identifier: Apache-2.0
// cudaenv uninstall: remove environments and what only they used.
#include "cli/command.hpp"
#include "cli/options/machine_options.hpp"
#include "cli/output/progress.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/jobs/uninstall_job.hpp>

#include <fmt/format.h>

#include <variant>

namespace cudaenv::cli {

namespace {

struct UninstallOptions {
    std::vector<std::string> specs;
    bool all = false;
};

void bind(CLI::App& command, UninstallOptions& options) {
    command
        .add_option(
            "spec",
            options.specs,
            "Environments: a name (12.4.1-cudnn9.1.0) or a version that matches just one; or gcc-N")
        ->required();
    command.add_flag("--all", options.all, "Remove every environment that matches");
}

class UninstallWords : public jobs::UninstallObserver {
 public:
    explicit UninstallWords(const Services& services) : services_(services) {}

    void on_asked_for(const jobs::AskingProject& project) override {
        services_.output.warning(
            fmt::format("{} asks for CUDA {}", services_.shown(project.pin), project.cuda.text()));
    }
    void on_wait(const install::Awaited& what) override {
        services_.output.words(waiting_text(what));
    }
    void on_removed(const std::string& name, const install::Removal& removal) override {
        services_.output.words(
            fmt::format("removed {}, {} freed", name, render_bytes(removal.freed)));
        if (!removal.kept_because.empty()) {
            services_.output.warning(
                fmt::format("unused archives stay for now: {}", removal.kept_because));
        }
    }
    void on_fault(const Error& fault) override { services_.output.warning(fault); }

 private:
    const Services& services_;
};

Error several_match_error(const jobs::SeveralMatch& several) {
    Error error(
        ErrorKind::usage,
        fmt::format("{} matches {} environments", several.spec.text(), several.names.size()));
    for (const std::string& name : several.names) error.add_detail(name);
    error.set_hint("name one of them, or add --all");
    return error;
}

int run_uninstall(const UninstallOptions& options, Services& services) {
    UninstallWords words(services);
    const auto end = jobs::uninstall(options.specs,
                                     options.all ? jobs::Matches::every : jobs::Matches::one,
                                     words,
                                     open_session(services));
    if (const auto* nothing = std::get_if<jobs::NothingMatches>(&end)) {
        throw Error(ErrorKind::not_found,
                    fmt::format("{} is not installed", nothing->spec.text()),
                    Advice::list_installed);
    }
    if (const auto* several = std::get_if<jobs::SeveralMatch>(&end))
        throw several_match_error(*several);
    return 0;
}

}  // namespace

void add_uninstall_command(Registry& registry) {
    add_command<UninstallOptions>(
        registry, "uninstall", "Remove environments and what only they used", bind, run_uninstall);
}

}  // namespace cudaenv::cli
