// SPDX-License-Identifier: Apache-2.0
// A lock is what the plans of every platform come to.
#include "cli/install_words.hpp"
#include "cli/installation.hpp"
#include "cli/locking.hpp"
#include "cli/pins.hpp"
#include "cli/resolution_text.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/explain/refusal.hpp>
#include <cudaenv/lock/compare.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace cudaenv::cli {

namespace {

std::string platforms_words(const lock::Lock& lock) {
    std::vector<std::string_view> names;
    for (const Platform platform : lock.platforms()) names.push_back(platform_text(platform));
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string words(const jobs::LeftOut& left_out) {
    const auto* refusal = std::get_if<resolve::Refusal>(&left_out.why);
    const Error why = refusal != nullptr ? explain::error(*refusal) : std::get<Error>(left_out.why);
    return fmt::format("left out {}: {}", platform_text(left_out.platform), why.message());
}

/// Options that decide what the lock has decided.
std::vector<std::string> deciding_options(const InstallOptions& options) {
    const std::array<std::pair<const char*, bool>, 7> given{
        {{"SPEC", !options.specs.empty()},
         {"--cudnn", !options.request.cudnn.empty()},
         {"--profile", !options.request.profile.empty()},
         {"--host-compiler", !options.request.host_compiler.empty()},
         {"--source", !options.request.source.empty()},
         {"--component", !options.components.empty()},
         {"--with", !options.request.with.empty()}}};
    std::vector<std::string> names;
    for (const auto& [name, is_given] : given) {
        if (is_given) names.emplace_back(name);
    }
    return names;
}

Error misfit_error(const std::string& file, const std::vector<std::string>& differences) {
    Error error(ErrorKind::conflict, fmt::format("{} does not fit the pin any more", file));
    for (const std::string& line : differences) error.add_detail(line);
    error.set_hint("cudaenv lock            make it again from the pin");
    return error;
}

}  // namespace

const char* lock_option(const InstallOptions& options) {
    if (options.trust_lock) return "--trust-lock";
    return options.locked ? "--locked" : nullptr;
}

lock::PinValues pin_values(const selection::Pin& pin) {
    lock::PinValues values;
    for (const auto& [key, value] : pin.values) values[key] = value.text;
    return values;
}

jobs::MadeLock make_lock(const selection::Pin& pin,
                         const RequestOptions& options,
                         jobs::Session& session) {
    const resolve::Request request = make_request(pin.cuda(), options, &pin, session.config());
    auto answer = jobs::make_lock(request, pin_values(pin), session);
    if (const auto* refusal = std::get_if<resolve::Refusal>(&answer))
        throw explain::error(*refusal);
    if (const auto* absent = std::get_if<jobs::NotOffered>(&answer)) {
        throw not_offered_error(
            fmt::format("CUDA {}", absent->version.text()), request.sources, absent->offering);
    }
    return std::get<jobs::MadeLock>(std::move(answer));
}

std::vector<std::string> lock_words(const jobs::MadeLock& made) {
    std::vector<std::string> lines{render_headline(made.here)};
    for (const jobs::LeftOut& left_out : made.left_out) lines.push_back(words(left_out));
    lines.push_back("locked for " + platforms_words(made.lock));
    return lines;
}

void check_locked_options(const InstallOptions& options) {
    const char* const option = lock_option(options);
    if (option == nullptr) return;
    const std::vector<std::string> given = deciding_options(options);
    if (!given.empty()) {
        throw Error(
            ErrorKind::usage,
            fmt::format("{} goes by .cudaenv.lock: it cannot be given with {}",
                        option,
                        fmt::join(given, ", ")),
            fmt::format("write it into .cudaenv and run cudaenv lock, or leave {} out", option));
    }
}

std::optional<lock::LockFile> find_usable_lock(const selection::Pin& pin,
                                               const InstallOptions& options,
                                               const Services& services) {
    const std::filesystem::path path = lock::lock_path(pin.file);
    const std::string shown = services.shown(path);
    const char* const option = lock_option(options);
    if (option != nullptr) require_followed(path, services);
    std::optional<lock::LockFile> lock;
    if (is_followed(path, services)) lock = lock::find_lock(path);
    if (!lock) {
        if (option == nullptr) return std::nullopt;
        throw Error(ErrorKind::not_found,
                    fmt::format("{} needs {}, which does not exist", option, shown),
                    "cudaenv lock            write it, and commit it with .cudaenv");
    }
    const std::vector<std::string> differences =
        lock::differences_from_pin(lock->lock, pin_values(pin));
    if (option != nullptr && !differences.empty()) throw misfit_error(shown, differences);
    const std::vector<std::string> given = deciding_options(options);
    if (!given.empty()) {
        services.output.words(
            fmt::format("{} is not used: {} decides anew", shown, fmt::join(given, ", ")));
        return std::nullopt;
    }
    if (!differences.empty()) {
        services.output.warning(fmt::format("{} is not used: {}; cudaenv lock makes it again",
                                            shown,
                                            fmt::join(differences, "; ")));
        return std::nullopt;
    }
    services.output.words(fmt::format("as locked in {}", shown));
    return lock;
}

}  // namespace cudaenv::cli
