// SPDX-License-Identifier: Apache-2.0
// Environments by all that cudaenv wrote about them.
#include "store/settled.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/store/examination.hpp>
#include <cudaenv/store/mending.hpp>
#include <cudaenv/store/record.hpp>

#include <system_error>

namespace cudaenv::store {

namespace {

constexpr const char* kRecord = ".cudaenv/record.json";

bool is_linked(const Examined& examined) {
    const auto* installed = std::get_if<Installed>(&examined);
    return installed != nullptr && !installed->activation.prefix.empty();
}

/// The first directory or program that the activation file names and the environment lacks.
std::optional<std::string> find_missing(const Installed& environment) {
    std::vector<std::string> named = environment.activation.paths;
    for (const auto& [variable, value] : environment.activation.set) {
        if (value.starts_with("./")) named.push_back(value.substr(2));
    }
    for (const std::string& name : named) {
        std::error_code ignored;
        if (!fs::exists(environment.path / name, ignored)) return name;
    }
    return std::nullopt;
}

Damaged damaged_by(const Installed& environment, const Record& known, const Error& error) {
    return {environment.name,
            environment.path,
            environment.root,
            environment.origin,
            error.message(),
            environment.toolkit,
            error.hint().empty() ? mending_command(known) : error.hint()};
}

/// What the record adds to what the activation file told; nullopt when the environment is gone.
std::optional<Examined> with_record(Examined examined, Record record) {
    record.name = std::visit([](const auto& each) { return each.name; }, examined);
    if (auto* damaged = std::get_if<Damaged>(&examined)) {
        damaged->toolkit = find_version(record.toolkit);
        damaged->mend = mending_command(record);
        return examined;
    }
    const auto& environment = std::get<Installed>(examined);
    std::optional<std::string> missing;
    const Presence presence = look_settled(environment.path, [&] {
        missing = find_missing(environment);
        return !missing;
    });
    if (presence == Presence::found) return examined;
    if (presence == Presence::no_environment) return std::nullopt;
    return damaged_by(environment, record, {ErrorKind::integrity, *missing + " is missing"});
}

Examined without_record(Examined examined, const Error& error) {
    const auto* environment = std::get_if<Installed>(&examined);
    if (environment == nullptr) return examined;
    Record known;
    known.name = environment->name;
    known.toolkit = environment->activation.toolkit;
    known.libraries = environment->activation.libraries;
    return damaged_by(*environment, known, error);
}

}  // namespace

std::optional<Examined> examine(const fs::path& root, const std::string& name, Origin origin) {
    std::optional<Examined> examined = examine_activation(root, name, origin);
    if (!examined || is_linked(*examined)) return examined;
    try {
        const OwnFile file = read_settled(root / "environments" / name, kRecord);
        if (file.presence == Presence::no_environment) return std::nullopt;
        if (file.presence == Presence::missing)
            throw Error(ErrorKind::integrity, std::string(kRecord) + " is missing");
        return with_record(*examined, parse_record(file.text, kRecord));
    } catch (const Error& error) {
        return without_record(*examined, error);
    }
}

}  // namespace cudaenv::store
