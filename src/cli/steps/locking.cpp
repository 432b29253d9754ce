// SPDX-License-Identifier: Apache-2.0
// A lock is what the plans of every platform come to.
#include "cli/steps/locking.hpp"

#include "cli/steps/installation.hpp"
#include "cli/steps/pins.hpp"
#include "cli/words/install_words.hpp"
#include "cli/words/lock_trust_words.hpp"
#include "cli/words/resolution_text.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/explain/advice.hpp>
#include <cudaenv/explain/lock_comparison.hpp>
#include <cudaenv/explain/refusal.hpp>
#include <cudaenv/jobs/project_lock.hpp>

#include <fmt/format.h>

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

Error misfit_error(const std::string& file, const std::vector<lock::PinDifference>& differences) {
    Error error(ErrorKind::conflict,
                fmt::format("{} does not fit the pin any more", file),
                Advice::lock_again_from_pin);
    for (const std::string& line : explain::words(differences)) error.add_detail(line);
    return error;
}

jobs::LockWish wish_of(const InstallOptions& options) {
    return deciding_options(options).empty() ? jobs::LockWish::where_it_fits
                                             : jobs::LockWish::overruled;
}

/// Says what becomes of the lock at `path`; throws where the options insist on one that cannot be
/// used.
struct LockChoiceWords {
    std::filesystem::path path;
    const InstallOptions& options;
    const Services& services;

    void operator()(const lock::LockFile& /*used*/) const {
        services.output.words(fmt::format("as locked in {}", services.shown(path)));
    }
    void operator()(const jobs::NoLock& /*none*/) const {
        const char* const option = lock_option(options);
        if (option == nullptr) return;
        throw Error(ErrorKind::not_found,
                    fmt::format("{} needs {}, which does not exist", option, services.shown(path)),
                    "cudaenv lock            write it, and commit it with .cudaenv");
    }
    void operator()(const jobs::ForeignLock& /*foreign*/) const {
        if (lock_option(options) != nullptr)
            throw selection::not_followed_error(path, services.environment, services.layout);
        warn_not_followed(path, services);
    }
    void operator()(const jobs::OverruledLock& /*overruled*/) const {
        services.output.words(fmt::format("{} is not used: {} decides anew",
                                          services.shown(path),
                                          fmt::join(deciding_options(options), ", ")));
    }
    void operator()(const jobs::UnfitLock& unfit) const {
        if (lock_option(options) != nullptr)
            throw misfit_error(services.shown(path), unfit.differences);
        services.output.warning(fmt::format("{} is not used: {}; {}",
                                            services.shown(path),
                                            fmt::join(explain::words(unfit.differences), "; "),
                                            explain::words(Advice::lock_again)));
    }
};

}  // namespace

const char* lock_option(const InstallOptions& options) {
    if (options.trust_lock) return "--trust-lock";
    return options.locked ? "--locked" : nullptr;
}

jobs::MadeLock make_lock(const selection::Pin& pin,
                         const RequestOptions& options,
                         jobs::Session& session) {
    const resolve::Request request = make_request(pin.cuda(), options, &pin, session.config());
    auto answer = jobs::make_lock(request, jobs::pin_values(pin), session);
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
                                               jobs::Session& session,
                                               const Services& services) {
    auto choice = jobs::choose_lock(pin, wish_of(options), session);
    std::visit(LockChoiceWords{lock::lock_path(pin.file), options, services}, choice);
    auto* const used = std::get_if<lock::LockFile>(&choice);
    return used == nullptr ? std::nullopt : std::optional(std::move(*used));
}

std::optional<install::TrustedLock> require_trust(const lock::LockFile& file,
                                                  const std::filesystem::path& pin,
                                                  jobs::LockTrust trust,
                                                  jobs::Session& session,
                                                  const Services& services) {
    const std::string shown = services.shown(lock::lock_path(pin));
    const auto judgement = jobs::judge_lock(file, pin, trust, session);
    if (const auto* refused = std::get_if<jobs::RefusedLock>(&judgement))
        throw refused_lock_error(shown, *refused);
    if (const auto* unprintable = std::get_if<jobs::UnprintableProject>(&judgement))
        throw unprintable_project_error(services.shown(unprintable->project));
    if (const auto* trusted = std::get_if<jobs::UserVouchedLock>(&judgement)) {
        services.output.warning(fmt::format(
            "{} is trusted, though cudaenv's catalogue does not vouch for this:", shown));
        for (const std::string& line : trusted_lines(trusted->objections))
            services.output.words(line);
        return trusted->trusted;
    }
    if (trust == jobs::LockTrust::user) {
        services.output.words(fmt::format(
            "the catalogue vouches for all that {} brings here: --trust-lock changes nothing",
            shown));
    }
    return std::nullopt;
}

}  // namespace cudaenv::cli
