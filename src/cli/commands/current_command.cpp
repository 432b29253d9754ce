// SPDX-License-Identifier: Apache-2.0
// cudaenv current: what applies here, who said so, and what the driver can run.
#include "cli/command.hpp"
#include "cli/options/machine_options.hpp"
#include "cli/steps/pins.hpp"
#include "cli/steps/this_shell.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/explain/driver.hpp>
#include <cudaenv/explain/note.hpp>
#include <cudaenv/jobs/activation.hpp>
#include <cudaenv/resolve/resolve.hpp>
#include <cudaenv/selection/selection.hpp>
#include <cudaenv/store/record.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace cudaenv::cli {

namespace {

using Json = nlohmann::ordered_json;

struct CurrentOptions {
    bool json = false;
    MachineOptions machine;
};

std::string origin_words(const selection::Origin& origin, const Services& services) {
    switch (origin.kind) {
        case selection::OriginKind::argument:
            return "from the command line";
        case selection::OriginKind::variable:
            return fmt::format("from {}", origin.where);
        case selection::OriginKind::pin:
            return fmt::format("from {}, line {}", services.shown(origin.where), origin.line);
        case selection::OriginKind::global_default:
            return fmt::format("from {} (the default)", services.shown(origin.where));
        case selection::OriginKind::system:
            return "nothing is pinned here";
    }
    return {};
}

std::string toolkit_label(const std::optional<store::Installed>& environment) {
    if (!environment) return "system (no environment)";
    std::string text = fmt::format("CUDA {}", environment->toolkit.text());
    for (const auto& [library, version] : environment->libraries) {
        text += fmt::format(", {} {}", product_title(library), version.truncated(3).text());
    }
    return text;
}

/// Who said so, and which of the two numbers this is.
std::string toolkit_sentence(const selection::Selection& selection,
                             const jobs::OnPath& found,
                             const Services& services) {
    const std::string origin = origin_words(selection.origin, services);
    if (!jobs::follows(found, selection)) return origin + "; not active in this shell";
    if (selection.environment) return origin + " (active here: the number nvcc shows)";
    const auto nvcc = jobs::find_system_tool("nvcc", services.environment, services.layout);
    return origin +
           (nvcc ? "; the system's nvcc is " + services.shown(*nvcc) : "; the system has no nvcc");
}

std::string nvcc_words(const jobs::OnPath& found, const Services& services) {
    return found.program.empty() ? "none on PATH" : found_words(found, services);
}

std::string line(const std::string& label, const std::string& words) {
    return fmt::format("{:<29} {}", label, words);
}

/// Whatever is wrong with it keeps nobody from seeing what applies here.
std::optional<store::Record> try_record(const store::Installed& environment,
                                        const Services& services) {
    try {
        return store::find_record(environment.path);
    } catch (const Error& error) {
        services.output.warning(error.message());
        return std::nullopt;
    }
}

std::string compiler_words(const store::Installed& environment, const Services& services) {
    const auto record = try_record(environment, services);
    if (!record || !record->host_compiler) return {};
    const store::RecordedCompiler& compiler = *record->host_compiler;
    return fmt::format(
        "{} {} ({})",
        compiler_kind_text(compiler.kind),
        compiler.version.text(),
        compiler.origin == CompilerOrigin::store ? "installed by cudaenv" : compiler.path);
}

std::string trust_words(const store::Installed& environment, const Services& services) {
    return fmt::format("by the catalogue: the lock of {} was trusted",
                       services.shown(environment.activation.project));
}

Json current_json(const selection::Selection& selection,
                  const jobs::OnPath& found,
                  const machine::Machine& machine) {
    const auto& environment = selection.environment;
    Json json{{"schema", 1}};
    json["environment"] = environment ? Json(environment->name) : Json();
    json["toolkit"] = environment ? Json(environment->toolkit.text()) : Json();
    json["path"] = environment ? Json(environment->path.string()) : Json();
    json["trusted_lock"] = environment && store::is_of_trusted_lock(*environment);
    json["spec"] = selection.origin.kind == selection::OriginKind::system
                       ? "system"
                       : selection.wanted.cuda.text();
    json["origin"] = {{"kind", selection::origin_text(selection.origin.kind)},
                      {"where", selection.origin.where}};
    json["origin"]["line"] = selection.origin.line > 0 ? Json(selection.origin.line) : Json();
    json["active"] = !selection.is_missing() && jobs::follows(found, selection);
    json["nvcc"] = found.program.empty() ? Json() : Json(found.program.string());
    if (selection.damaged) {
        json["damaged"] = {{"environment", selection.damaged->name},
                           {"reason", selection.damaged->reason},
                           {"mend", selection.damaged->mend}};
    }
    json["driver"] = machine.driver ? Json(machine.driver->version.text()) : Json();
    return json;
}

int run_current(const CurrentOptions& options, Services& services) {
    const selection::Selection selection = select(std::nullopt, services);
    if (!options.json) selection::require_installed(selection, services.environment);
    const jobs::OnPath found = look_at_shell(selection, services);
    const bool is_active = jobs::follows(found, selection);
    jobs::Session session = open_session(services, options.machine);
    const machine::Machine& machine = session.machine();
    if (options.json) {
        services.output.json(current_json(selection, found, machine));
        return selection.is_missing()
                   ? exit_status(
                         selection::not_installed_error(selection, services.environment).kind())
                   : 0;
    }
    const catalog::Catalog& catalog = session.catalog();
    services.output.data(
        line(toolkit_label(selection.environment), toolkit_sentence(selection, found, services)));
    if (!is_active) services.output.data(line("nvcc in this shell", nvcc_words(found, services)));
    const auto driver = resolve::known_driver(machine, catalog.drivers());
    const auto toolkit =
        selection.environment
            ? std::optional(resolve::judge(selection.environment->toolkit, machine, catalog))
            : std::nullopt;
    services.output.data(
        line(explain::driver_name(driver), explain::driver_sentence(driver, toolkit)));
    if (selection.environment) {
        const std::string compiler = compiler_words(*selection.environment, services);
        if (!compiler.empty()) services.output.data(line("host compiler", compiler));
        if (store::is_of_trusted_lock(*selection.environment)) {
            services.output.data(
                line("not vouched for", trust_words(*selection.environment, services)));
        }
    }
    for (const std::string& trouble : explain::words(resolve::driver_notes(machine, driver)))
        services.output.warning(trouble);
    if (!is_active) say_what_mends(found, services);
    return 0;
}

}  // namespace

void add_current_command(Registry& registry) {
    add_command<CurrentOptions>(
        registry,
        "current",
        "Show what applies here and who said so",
        [](CLI::App& command, CurrentOptions& options) {
            command.add_flag("--json", options.json, "One JSON object");
            bind_machine_options(command, options.machine);
        },
        run_current);
}

}  // namespace cudaenv::cli
