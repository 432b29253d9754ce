// SPDX-License-Identifier: Apache-2.0
// cudaenv resolve: what would be installed, and why.
#include "cli/catalog_access.hpp"
#include "cli/command.hpp"
#include "cli/request_options.hpp"
#include "cli/resolution_text.hpp"

#include <cudaenv/resolve/resolve.hpp>

namespace cudaenv::cli {

namespace {

struct ResolveOptions {
    std::string spec = "latest";
    bool json = false;
    RequestOptions request;
};

void bind(CLI::App& command, ResolveOptions& options) {
    command.add_option("spec", options.spec, "Release: 12, 12.4, 12.4.1, \">=12.1,<12.5\", latest");
    command.add_flag("--json", options.json, "One JSON object");
    bind_request_options(command, options.request);
    command.footer("example:  cudaenv resolve 11 --driver 460.80");
}

int run_resolve(const ResolveOptions& options, Services& services) {
    const config::Config config =
        config::load_config(services.layout.config_file(), services.environment);
    const catalog::Catalog catalog = open_catalog(services);
    const machine::Machine machine = detect(options.request.machine, services);
    resolve::Request request =
        make_request(parse_spec(options.spec), options.request, nullptr, config);
    const resolve::CatalogView view = view_for(catalog, request);
    // Asks nobody: what would be installed if every source could be reached.
    request.reachable.insert(request.sources.begin(), request.sources.end());
    const resolve::Resolution resolution = resolve::resolve(request, machine, view);
    if (!options.json) {
        services.output.raw(render_resolution(resolution));
        return 0;
    }
    std::string driver_cuda;
    if (machine.driver) {
        if (const auto cuda = view.drivers->driver_cuda(machine.driver->version))
            driver_cuda = cuda->text();
    }
    services.output.json(resolution_json(resolution, machine, driver_cuda));
    return 0;
}

}  // namespace

void add_resolve_command(Registry& registry) {
    add_command<ResolveOptions>(
        registry, "resolve", "Show what would be installed, and why", bind, run_resolve);
}

}  // namespace cudaenv::cli
