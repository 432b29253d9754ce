// SPDX-License-Identifier: Apache-2.0
// cudaenv init: print the shell integration.
#include "cli/command.hpp"
#include "cli/options/machine_options.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/jobs/init_job.hpp>

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
    services.output.exact(jobs::prepare_shell(*shell, open_session(services)));
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
