// SPDX-License-Identifier: Apache-2.0
// Environments by all that cudaenv wrote about them.
#include "store/damage.hpp"
#include "store/settled.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/store/examination.hpp>
#include <cudaenv/store/record.hpp>

#include <system_error>

namespace cudaenv::store {

namespace {

constexpr const char* kRecord = ".cudaenv/record.json";

/// A link to a toolkit elsewhere has no record, and another user's is not believed.
bool is_without_record(const Examined& examined) {
    if (const auto* damaged = std::get_if<Damaged>(&examined)) return damaged->is_foreign;
    return !std::get<Installed>(examined).activation.prefix.empty();
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
    Damaged place;
    place.name = environment.name;
    place.path = environment.path;
    place.root = environment.root;
    place.origin = environment.origin;
    return make_damaged(std::move(place), error, known);
}

/// What the record adds to what the activation file told; nullopt when the environment is gone.
std::optional<Examined> with_record(Examined examined, Record record) {
    record.name = std::visit([](const auto& each) { return each.name; }, examined);
    if (auto* damaged = std::get_if<Damaged>(&examined)) {
        tell_from(*damaged, record);
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
    known.project = environment->activation.project;
    return damaged_by(*environment, known, error);
}

}  // namespace

std::optional<Examined> examine(const fs::path& root, const std::string& name, Origin origin) {
    std::optional<Examined> examined = examine_activation(root, name, origin);
    if (!examined || is_without_record(*examined)) return examined;
    try {
        const OwnFile file = read_settled(root / "environments" / name, kRecord);
        if (file.presence == Presence::no_environment) return std::nullopt;
        if (file.presence == Presence::missing)
            throw Error(ErrorKind::integrity, std::string(kRecord) + " is missing");
        return with_record(*examined, parse_record(file.text, kRecord));
    } catch (const Error& error) {
        if (is_shortage(error.error_number())) throw;
        return without_record(*examined, error);
    }
}

}  // namespace cudaenv::store
