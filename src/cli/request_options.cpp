// SPDX-License-Identifier: Apache-2.0
// The options that say what is wanted.
#include "cli/request_options.hpp"
#include "cli/source_access.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/selection/selection.hpp>

#include <fmt/format.h>

namespace cudaenv::cli {

namespace {

/// The first of option, pin key and configuration that says something.
std::string first_given(const std::string& option,
                        const selection::Pin* pin,
                        const std::string& key,
                        const std::string& configured) {
    if (!option.empty()) return option;
    if (pin != nullptr) {
        if (const auto value = pin->find(key)) return *value;
    }
    return configured;
}

catalog::Profile require_profile(const std::string& text) {
    if (const auto profile = catalog::find_profile(text)) return *profile;
    throw Error(ErrorKind::usage,
                fmt::format("no profile is called {}", text),
                "--profile takes minimal, default or full");
}

resolve::Compat require_compat(const std::string& text) {
    if (const auto compat = resolve::find_compat(text)) return *compat;
    throw Error(ErrorKind::usage,
                fmt::format("{} is no compatibility", text),
                "--compat takes native, minor, forward or any");
}

}  // namespace

void bind_request_options(CLI::App& command, RequestOptions& options) {
    command.add_option(
        "--cudnn", options.cudnn, "cuDNN version, or none (default: the newest that fits)");
    command.add_option(
        "--profile", options.profile, "minimal (compiler and runtime), default, or full");
    command.add_option(
        "--host-compiler", options.host_compiler, "auto, system (bring none), or gcc-N");
    command.add_option("--compat",
                       options.compat,
                       "Weakest way to run that is accepted: native, minor, forward, any");
    command.add_option(
        "--source", options.source, "Take everything from this source: redist, debian, wheels");
    bind_machine_options(command, options.machine);
}

void require_installable(const selection::Pin& pin, const Environment& environment) {
    for (const auto& [library, spec] : pin.libraries()) {
        if (library == "cudnn" || spec.kind() == Spec::Kind::none) continue;
        const selection::Origin origin{
            selection::OriginKind::pin, pin.file.string(), pin.values.at(library).line};
        throw Error(ErrorKind::not_found,
                    fmt::format("{}: cudaenv cannot install {} yet",
                                selection::describe_origin(origin, environment),
                                library),
                    fmt::format("remove that line, or write \"{}: none\"", library));
    }
}

resolve::Request make_request(const Spec& spec,
                              const RequestOptions& options,
                              const selection::Pin* pin,
                              const config::Config& config) {
    resolve::Request request;
    request.cuda = spec;
    const std::string cudnn =
        first_given(options.cudnn, pin, "cudnn", config.default_cudnn == "none" ? "none" : "");
    if (!cudnn.empty()) request.cudnn = parse_spec(cudnn);
    request.profile = require_profile(first_given(options.profile, pin, "profile", config.profile));
    request.host_compiler = first_given(options.host_compiler, nullptr, "", config.host_compiler);
    const std::string compat = first_given(options.compat, pin, "compat", "");
    if (!compat.empty()) request.compat = require_compat(compat);
    request.sources = source_order(config, options.source);
    return request;
}

}  // namespace cudaenv::cli
