// SPDX-License-Identifier: Apache-2.0
// cudaenv lock: write the lock of this project, or check it.
#include "cli/command.hpp"
#include "cli/steps/locking.hpp"
#include "cli/steps/pins.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/explain/lock_comparison.hpp>
#include <cudaenv/explain/objection.hpp>
#include <cudaenv/jobs/project_lock.hpp>
#include <cudaenv/resolve/resolve.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace cudaenv::cli {

namespace {

struct LockOptions {
    RequestOptions request;
    bool check = false;
    bool json = false;
};

void bind(CLI::App& command, LockOptions& options) {
    command.add_flag("--check",
                     options.check,
                     "Change nothing; fail when the lock does not fit the pin or the catalogue");
    command.add_option("--source",
                       options.request.source,
                       "Take everything from this source: redist, debian, wheels");
    command.add_option(
        "--host-compiler", options.request.host_compiler, "auto, system (lock none), or gcc-N");
    bind_machine_options(command, options.request.machine);
    command.add_flag("--json", options.json, "One JSON object");
    command.footer(
        "The toolkit release is decided when the lock is written, for this machine's driver or "
        "--driver.\n"
        "examples:  cudaenv lock\n"
        "           cudaenv lock --check\n"
        "           cudaenv install --locked");
}

selection::Pin require_pin(const Services& services) {
    auto pin = find_pin(services);
    if (!pin) {
        throw Error(ErrorKind::not_found,
                    "there is nothing to lock: no .cudaenv here or above",
                    "cudaenv use 12.4        pin a release first");
    }
    if (!resolve::names_releases(pin->cuda())) {
        throw Error(ErrorKind::usage,
                    fmt::format("{} asks for {}, which is no release that could be locked",
                                services.shown(pin->file),
                                pin->cuda().text()),
                    "pin a release: cudaenv use 12.4");
    }
    return *std::move(pin);
}

int report_check(const std::string& path,
                 const std::vector<std::string>& differences,
                 const LockOptions& options,
                 const Services& services) {
    if (options.json) {
        services.output.json({{"schema", 1},
                              {"file", path},
                              {"fits", differences.empty()},
                              {"differences", differences}});
        return differences.empty() ? 0 : 1;
    }
    if (differences.empty()) {
        services.output.words(fmt::format("{} fits", services.shown(path)));
        return 0;
    }
    Error error(ErrorKind::conflict,
                fmt::format("{} does not fit", services.shown(path)),
                Advice::lock_again_from_pin);
    for (const std::string& line : differences) error.add_detail(line);
    throw Error(error);
}

std::vector<std::string> words(const jobs::LockCheck& check) {
    std::vector<std::string> lines = explain::words(check.differences);
    const auto more = explain::objections_words(check.objections);
    lines.insert(lines.end(), more.begin(), more.end());
    return lines;
}

int check(const LockOptions& options, const Services& services) {
    const selection::Pin pin = require_pin(services);
    const std::filesystem::path path = lock::lock_path(pin.file);
    jobs::Session session = open_session(services);
    const auto checked = jobs::check_lock(pin, session);
    if (std::holds_alternative<jobs::ForeignLock>(checked))
        throw selection::not_followed_error(path, services.environment, services.layout);
    if (std::holds_alternative<jobs::NoLock>(checked)) {
        throw Error(ErrorKind::not_found,
                    fmt::format("there is no {} to go by", services.shown(path)),
                    "cudaenv lock            write it");
    }
    return report_check(
        path.string(), words(std::get<jobs::LockCheck>(checked)), options, services);
}

std::optional<lock::LockFile> find_old_lock(const selection::Pin& pin,
                                            jobs::Session& session,
                                            const Services& services) {
    auto old = jobs::find_replaced_lock(pin, session);
    if (std::holds_alternative<jobs::ForeignLock>(old))
        warn_not_followed(lock::lock_path(pin.file), services);
    if (const auto* unreadable = std::get_if<jobs::UnreadableLock>(&old))
        services.output.warning(unreadable->why);
    auto* const file = std::get_if<lock::LockFile>(&old);
    return file == nullptr ? std::nullopt : std::optional(std::move(*file));
}

int write(const LockOptions& options, const Services& services) {
    const selection::Pin pin = require_pin(services);
    jobs::Session session = open_session(services, options.request.machine);
    const jobs::MadeLock made = make_lock(pin, options.request, session);
    for (const std::string& line : lock_words(made)) services.output.words(line);

    const auto old = find_old_lock(pin, session, services);
    const jobs::WrittenLock written = jobs::write_lock(made.lock, old, pin);
    const std::vector<std::string> changes = explain::words(written.changes);
    for (const std::string& line : changes) services.output.words("  " + line);
    const std::filesystem::path path = lock::lock_path(pin.file);
    const std::string shown = services.shown(path);
    services.output.words(written.is_new ? fmt::format("wrote {}; commit it with the pin", shown)
                                         : fmt::format("{} is up to date", shown));
    if (options.json) {
        services.output.json({{"schema", 1},
                              {"file", path.string()},
                              {"written", written.is_new},
                              {"changes", changes}});
    }
    return 0;
}

int run_lock(const LockOptions& options, Services& services) {
    return options.check ? check(options, services) : write(options, services);
}

}  // namespace

void add_lock_command(Registry& registry) {
    add_command<LockOptions>(
        registry, "lock", "Pin every archive of this project in .cudaenv.lock", bind, run_lock);
}

}  // namespace cudaenv::cli
