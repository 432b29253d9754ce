// SPDX-License-Identifier: Apache-2.0
// cudaenv init: print the shell integration.
#include "cli/command.hpp"

#include <cudaenv/activation/shell.hpp>
#include <cudaenv/activation/shims.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/install/leftovers.hpp>
#include <cudaenv/jobs/shim_upkeep.hpp>

#include <fmt/format.h>

namespace cudaenv::cli {

namespace {

struct InitOptions {
    std::string shell;
};

void bind(CLI::App& command, InitOptions& options) {
    command.add_option("shell", options.shell, "bash, zsh, fish or sh")->required();
    command.footer("put this line into ~/.bashrc:  eval \"$(cudaenv init bash)\"");
}

int run_init(const InitOptions& options, Services& services) {
    const auto shell = activation::find_shell(options.shell);
    if (!shell) {
        throw Error(ErrorKind::usage,
                    fmt::format("no shell integration for {}", options.shell),
                    "cudaenv init bash, zsh, fish or sh");
    }
    install::sweep_leftovers(services.layout, services.cancel);
    jobs::refresh_shims(services.environment, services.layout, services.program);
    services.output.exact(activation::integration_text(*shell, services.layout, services.program));
    return 0;
}

}  // namespace

void add_init_command(Registry& registry) {
    add_command<InitOptions>(registry,
                             "init",
                             "Print the shell integration: eval \"$(cudaenv init bash)\"",
                             bind,
                             run_init);
}

}  // namespace cudaenv::cli
