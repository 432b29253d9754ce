// SPDX-License-Identifier: Apache-2.0
// Environments by all that cudaenv wrote about them.
#include "store/damage.hpp"
#include "store/missing.hpp"
#include "store/settled.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/store/examination.hpp>
#include <cudaenv/store/record.hpp>

#include <map>

namespace cudaenv::store {

namespace {

constexpr const char* kNothing = "none";

/// A link to a toolkit elsewhere has no record, and another user's is not believed.
bool is_without_record(const Examined& examined) {
    if (const auto* damaged = std::get_if<Damaged>(&examined)) return damaged->is_foreign;
    return !std::get<Installed>(examined).activation.prefix.empty();
}

std::string or_nothing(const std::string& value) {
    return value.empty() ? kNothing : value;
}

std::string text_of(const std::map<Product, Version>& libraries, Product library) {
    const auto found = libraries.find(library);
    return found == libraries.end() ? kNothing : found->second.text();
}

/// The first thing that the activation file tells otherwise than the record.
std::optional<std::string> find_difference(const Installed& environment, const Record& record) {
    const Activation& activation = environment.activation;
    const auto difference =
        [](const std::string& what, const std::string& left, const std::string& right) {
            return ".cudaenv/activation says " + what + " " + left + ", record.json says " + right;
        };
    if (activation.toolkit != record.toolkit.text())
        return difference("toolkit", activation.toolkit, record.toolkit.text());
    for (const Product library : libraries()) {
        const std::string left = text_of(environment.libraries, library);
        const std::string right = text_of(record.libraries, library);
        if (left != right) return difference(std::string(product_text(library)), left, right);
    }
    if (activation.project != record.project)
        return difference("project", or_nothing(activation.project), or_nothing(record.project));
    return std::nullopt;
}

/// An environment by both of its files.
struct Told {
    std::optional<Examined> examined;       ///< by its activation file
    std::optional<Record> record;           ///< nullopt when it has none, or is gone
    std::optional<std::string> difference;  ///< between the two
};

/// nullopt when the environment is gone. Throws Error when it cannot be understood.
std::optional<Record> read_record(const fs::path& directory) {
    const OwnFile file = read_settled(directory, kRecordFile);
    if (file.presence == Presence::no_environment) return std::nullopt;
    if (file.presence == Presence::missing)
        throw Error(ErrorKind::integrity, std::string(kRecordFile) + " is missing");
    return parse_record(file.text, kRecordFile);
}

/// Of an environment that was exchanged between them the two files differ, too: they are read again
/// until the directory stays the same.
void read_both(const fs::path& root,
               const std::string& name,
               EnvironmentOrigin origin,
               Told& told) {
    const fs::path directory = root / "environments" / name;
    const Presence presence = look_settled(directory, [&] {
        told = {};
        told.examined = examine_activation(root, name, origin);
        if (!told.examined || is_without_record(*told.examined)) return true;
        told.record = read_record(directory);
        const auto* environment = std::get_if<Installed>(&*told.examined);
        if (environment != nullptr && told.record)
            told.difference = find_difference(*environment, *told.record);
        return !told.difference;
    });
    if (presence == Presence::no_environment) told = {};
}

/// What the record adds to what the activation file told; nullopt when the environment is gone.
std::optional<Examined> with_record(Examined examined,
                                    Record record,
                                    const std::optional<std::string>& difference) {
    record.name = std::visit([](const auto& each) { return each.name; }, examined);
    if (auto* damaged = std::get_if<Damaged>(&examined)) {
        tell_from(*damaged, record);
        return examined;
    }
    const auto& environment = std::get<Installed>(examined);
    if (difference) return damaged_by(environment, record, {ErrorKind::integrity, *difference});
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
    return damaged_by(*environment, known_by_activation(*environment), error);
}

}  // namespace

std::optional<Examined> examine(const fs::path& root,
                                const std::string& name,
                                EnvironmentOrigin origin) {
    Told told;
    try {
        read_both(root, name, origin, told);
    } catch (const Error& error) {
        if (!told.examined || is_shortage(error.error_number())) throw;
        return without_record(*told.examined, error);
    }
    if (!told.examined || is_without_record(*told.examined)) return told.examined;
    if (!told.record) return std::nullopt;
    return with_record(*told.examined, *std::move(told.record), told.difference);
}

}  // namespace cudaenv::store
