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
#include <cudaenv/resolve/offers.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace cudaenv::cli {

namespace {

constexpr std::array kPlatforms{
    Platform::linux_x86_64, Platform::linux_sbsa, Platform::linux_ppc64le, Platform::linux_aarch64};

/// A lock's paths stay below their source, and those of early access do not.
Error early_access_error(const catalog::Release& release) {
    return {ErrorKind::refused,
            fmt::format("{} {} is an early-access release, which cannot be locked",
                        release.product,
                        release.version.text()),
            "pin a final release"};
}

/// The archives of plans, put back into the releases they are of.
class Collector {
 public:
    explicit Collector(const catalog::Catalog& catalog) : catalog_(catalog) {}

    void add(const install::Plan& plan) {
        for (const install::StoreStep& step : plan.steps) {
            for (const install::PlannedArchive& planned : step.archives) add(step, planned.archive);
        }
    }

    std::vector<catalog::Release> finish() {
        std::vector<catalog::Release> releases;
        for (auto& [key, release] : releases_) releases.push_back(std::move(release));
        return releases;
    }

 private:
    void add(const install::StoreStep& step, catalog::Archive archive) {
        catalog::Release& release = release_of(step.purpose);
        archive.yanked = false;  // whoever locked it named it exactly
        if (archive.path.starts_with("../")) throw early_access_error(release);
        offer_of(release, step).archives[step.purpose.platform].push_back(std::move(archive));
    }

    catalog::Release& release_of(const source::Purpose& purpose) {
        catalog::Release& release = releases_[{purpose.product, purpose.release}];
        if (release.product.empty()) {
            release.product = purpose.product;
            release.version = purpose.release;
            release.min_glibc = catalog_.release(purpose.product, purpose.release).min_glibc;
        }
        return release;
    }

    static catalog::Offer& offer_of(catalog::Release& release, const install::StoreStep& step) {
        for (catalog::Offer& offer : release.offers) {
            if (offer.source == step.source) return offer;
        }
        release.offers.push_back({step.source, step.purpose.provides, {}});
        return release.offers.back();
    }

    const catalog::Catalog& catalog_;
    std::map<std::pair<std::string, Version>, catalog::Release> releases_;
};

/// What a machine of `platform` gets that has no compiler of its own: whether one has is its own
/// matter, and no fact for a lock.
machine::Machine machine_of(Platform platform, const machine::Machine& here) {
    machine::Machine machine = here;
    machine.platform = platform;
    machine.compilers.clear();
    return machine;
}

/// A request for one release, whose verdict has been given.
resolve::Request exactly(resolve::Request request, const Version& toolkit) {
    request.cuda = parse_spec(toolkit.text());
    request.compat = Compat::any;
    return request;
}

std::string platforms_words(const lock::Lock& lock) {
    std::vector<std::string_view> names;
    for (const Platform platform : lock.platforms()) names.push_back(platform_text(platform));
    return fmt::format("{}", fmt::join(names, ", "));
}

Error no_toolkit_error(const Version& toolkit,
                       Platform platform,
                       const catalog::Facts& catalog,
                       const std::vector<std::string>& order) {
    std::vector<std::string> offering;
    for (const catalog::Summary& summary : catalog.summaries("cuda")) {
        if (summary.version == toolkit) {
            offering =
                resolve::offering_sources(summary, {catalog::Provides::toolkit, platform, ""});
        }
    }
    return not_offered_error(fmt::format("CUDA {}", toolkit.text()), order, offering);
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

MadeLock make_lock(const selection::Pin& pin,
                   const RequestOptions& options,
                   jobs::Session& session) {
    const config::Config& config = session.config();
    const catalog::Catalog& catalog = session.catalog();
    const machine::Machine& machine = session.machine();
    resolve::Request request = make_request(pin.cuda(), options, &pin, config);
    request.reachable.insert(request.sources.begin(), request.sources.end());
    const resolve::Resolution here =
        explain::require_resolution(resolve::resolve(request, machine, catalog));
    if (here.source.empty())
        throw no_toolkit_error(here.toolkit, machine.platform, catalog, request.sources);

    MadeLock made;
    made.words.push_back(render_headline(here));
    const install::Sources& sources = session.sources(request.sources);
    Collector collector(catalog);
    for (const Platform platform : kPlatforms) {
        try {
            const resolve::Resolution there = explain::require_resolution(resolve::resolve(
                exactly(request, here.toolkit), machine_of(platform, machine), catalog));
            if (there.source.empty()) continue;
            install::PlanOptions plan;
            plan.platform = platform;
            plan.profile = request.profile;
            collector.add(install::make_plan(
                there, plan, {session.find_release(), sources, session.layout()}));
        } catch (const Error& error) {
            if (platform == machine.platform) throw;
            made.words.push_back(
                fmt::format("left out {}: {}", platform_text(platform), error.message()));
        }
    }
    made.lock.catalogue = catalog.revision();
    made.lock.pin = pin_values(pin);
    made.lock.profile = request.profile;
    made.lock.host_compiler = request.host_compiler;
    made.lock.releases = collector.finish();
    made.words.push_back("locked for " + platforms_words(made.lock));
    return made;
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
