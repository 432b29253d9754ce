// SPDX-License-Identifier: Apache-2.0
// The options that say what is wanted.
#include "cli/options/request_options.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/explain/refusal.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::cli {

namespace {

/// What the option says, else the pin's key.
std::optional<std::string> find_given(const std::string& option,
                                      const selection::Pin* pin,
                                      const std::string& key) {
    if (!option.empty()) return option;
    return pin != nullptr ? pin->find(key) : std::nullopt;
}

Profile require_profile(const std::string& text) {
    if (const auto profile = find_profile(text)) return *profile;
    throw Error(ErrorKind::usage,
                fmt::format("no profile is called {}", text),
                "--profile takes minimal, default or full");
}

Compat require_compat(const std::string& text) {
    if (const auto compat = find_compat(text)) return *compat;
    throw Error(ErrorKind::usage,
                fmt::format("{} is no compatibility", text),
                "--compat takes native, minor, forward or any");
}

constexpr std::string_view kStatic = "static";

/// What --with may name.
Product require_companion(const std::string& name) {
    const std::optional<Product> product = find_product(name);
    if (product == Product::cudnn) {
        throw Error(ErrorKind::usage,
                    "cuDNN has an option of its own",
                    "--cudnn VERSION, or leave it out for the one that fits");
    }
    if (product && is_library(*product)) return *product;
    std::vector<Product> known = libraries();
    std::erase(known, Product::cudnn);
    throw explain::unknown_library_error(name, known);
}

/// The pin's keys, then --with, which says more.
std::map<Product, Spec> named_libraries(const RequestOptions& options, const selection::Pin* pin) {
    std::map<Product, Spec> libraries;
    if (pin != nullptr) libraries = pin->libraries();
    for (const std::string& text : options.with) {
        if (text == kStatic) continue;
        const std::size_t equals = text.find('=');
        const std::string name = text.substr(0, equals);
        libraries.insert_or_assign(
            require_companion(name),
            parse_spec(equals == std::string::npos ? "latest" : text.substr(equals + 1)));
    }
    libraries.erase(Product::cudnn);
    return libraries;
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
    command
        .add_option("--with",
                    options.with,
                    "Also these libraries (nccl, cutensor, nccl=2.21), or static: the static maths "
                    "libraries; several by comma or repeated")
        ->delimiter(',')
        ->allow_extra_args(false);  // the next word is the release
    bind_machine_options(command, options.machine);
}

bool wants_statics(const RequestOptions& options) {
    return std::find(options.with.begin(), options.with.end(), kStatic) != options.with.end();
}

std::vector<SourceName> source_order(const config::Config& config, const std::string& only) {
    if (only.empty()) return config.sources;
    if (const auto source = find_source_name(only)) return {*source};
    throw Error(
        ErrorKind::usage,
        fmt::format("no source is called {}", only),
        fmt::format("--source takes one of: {}", fmt::join(source_texts(source_names()), " ")));
}

resolve::Request make_request(const Spec& spec,
                              const RequestOptions& options,
                              const selection::Pin* pin,
                              const config::Config& config) {
    resolve::Request request;
    request.cuda = spec;
    if (const auto cudnn = find_given(options.cudnn, pin, "cudnn")) {
        request.cudnn = parse_spec(*cudnn);
    } else if (config.default_cudnn == config::DefaultCudnn::none) {
        request.cudnn = parse_spec("none");
    }
    const auto profile = find_given(options.profile, pin, "profile");
    request.profile = profile ? require_profile(*profile) : config.profile;
    request.host_compiler = options.host_compiler.empty()
                                ? config.host_compiler
                                : parse_compiler_wish(options.host_compiler);
    request.libraries = named_libraries(options, pin);
    if (const auto compat = find_given(options.compat, pin, "compat"))
        request.compat = require_compat(*compat);
    request.sources = source_order(config, options.source);
    return request;
}

}  // namespace cudaenv::cli
