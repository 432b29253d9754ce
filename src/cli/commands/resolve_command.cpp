// SPDX-License-Identifier: Apache-2.0
// cudaenv resolve: what would be installed, and why.
#include "cli/command.hpp"
#include "cli/options/request_options.hpp"
#include "cli/steps/framework_questions.hpp"
#include "cli/words/resolution_text.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/explain/refusal.hpp>
#include <cudaenv/resolve/resolve.hpp>

#include <optional>

namespace cudaenv::cli {

namespace {

struct ResolveOptions {
    std::string spec;                      ///< empty: latest
    std::optional<std::string> framework;  ///< of --for; empty text: the active environment
    bool json = false;
    bool explain = false;
    ProjectOptions project;
    RequestOptions request;
};

void bind(CLI::App& command, ResolveOptions& options) {
    command.add_option("spec", options.spec, "Release: 12, 12.4, 12.4.1, \">=12.1,<12.5\", latest");
    command
        .add_option(
            "--for",
            options.framework,
            "What a framework needs: torch==2.6.0, requirements.txt, pyproject.toml, uv.lock, "
            "a directory; torch: which release and build to install here; alone: the active "
            "virtual environment")
        ->expected(0, 1)
        ->default_str("");
    bind_project_options(command, options.project);
    command.add_flag("--explain",
                     options.explain,
                     "Also every release that was considered, and the rules that decided");
    command.add_flag("--json", options.json, "One JSON object");
    bind_request_options(command, options.request);
    command.footer(
        "examples:  cudaenv resolve 11 --driver 460.80\n"
        "           cudaenv resolve 12.4 --with nccl --gpu 9.0 --explain");
}

int answer_for(const std::string& subject,
               const resolve::Request& request,
               jobs::Session& session,
               const ResolveOptions& options,
               const Services& services) {
    const machine::Machine& machine = session.machine();
    const auto reading = framework_needs(subject, options.project, session, services);
    const auto files = project_files(reading, services);
    const auto reports = report_answers(reading.needs, request, options.project, session);
    if (options.json) {
        services.output.json(frameworks_json(reports, subject, machine, files));
    } else {
        services.output.data(render_frameworks(
            reports,
            files,
            options.explain ? FrameworkDetail::explanation : FrameworkDetail::answer));
    }
    return 0;
}

void require_one_question(const ResolveOptions& options) {
    const bool has_project = !options.project.extras.empty() || !options.project.python.empty();
    if (has_project && !options.framework) {
        throw Error(ErrorKind::usage,
                    "--extra and --python are about a project: name it with --for",
                    "cudaenv resolve --for . --extra cuda --python 3.12");
    }
    if (!options.framework || options.spec.empty()) return;
    throw Error(ErrorKind::usage,
                "--for finds the release that a framework needs: leave out " + options.spec,
                "cudaenv resolve --for torch==2.6.0");
}

int run_resolve(const ResolveOptions& options, Services& services) {
    require_one_question(options);
    jobs::Session session = open_session(services, options.request.machine);
    const config::Config& config = session.config();
    const catalog::Catalog& catalog = session.catalog();
    const machine::Machine& machine = session.machine();
    resolve::Request request =
        make_request(parse_spec(options.spec.empty() ? "latest" : options.spec),
                     options.request,
                     nullptr,
                     config);
    if (auto unknown = resolve::find_unknown_library(request, catalog))
        throw explain::error(*std::move(unknown));
    // Asks nobody: what would be installed if every source could be reached.
    request.reachable.insert(request.sources.begin(), request.sources.end());
    if (options.framework) {
        return answer_for(*options.framework, request, session, options, services);
    }
    const resolve::Resolution resolution =
        explain::require_resolution(resolve::resolve(request, machine, catalog));
    if (!options.json) {
        services.output.data(options.explain ? render_explanation(resolution)
                                             : render_resolution(resolution));
        return 0;
    }
    services.output.json(resolution_json(resolution, machine));
    return 0;
}

}  // namespace

void add_resolve_command(Registry& registry) {
    add_command<ResolveOptions>(
        registry, "resolve", "Show what would be installed, and why", bind, run_resolve);
}

}  // namespace cudaenv::cli
