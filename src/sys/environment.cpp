// SPDX-License-Identifier: Apache-2.0
// Capturing the environment, and giving it to other programs.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/base/variables.hpp>
#include <cudaenv/sys/environment.hpp>

#include <unistd.h>

namespace cudaenv {

Environment Environment::capture() {
    Map values;
    for (char** line = environ; line != nullptr && *line != nullptr; ++line) {
        const std::string_view text(*line);
        const auto equals = text.find('=');
        if (equals == std::string_view::npos) continue;
        // The first of two equal names counts, as in getenv(3).
        values.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return Environment(std::move(values));
}

std::optional<std::string> Environment::find(std::string_view name) const {
    const auto found = values_.find(name);
    if (found == values_.end()) return std::nullopt;
    return found->second;
}

std::optional<std::string> Environment::find_nonempty(std::string_view name) const {
    auto value = find(name);
    if (value && value->empty()) return std::nullopt;
    return value;
}

void Environment::set(std::string_view name, std::string value) {
    values_.insert_or_assign(std::string(name), std::move(value));
}

void Environment::unset(std::string_view name) {
    const auto found = values_.find(name);
    if (found != values_.end()) values_.erase(found);
}

std::vector<std::string> Environment::lines() const {
    std::vector<std::string> lines;
    lines.reserve(values_.size());
    for (const auto& [name, value] : values_) {
        std::string line(name);
        lines.push_back(line.append("=").append(value));
    }
    return lines;
}

std::string require_home(const Environment& environment) {
    auto home = environment.find_nonempty("HOME");
    if (home && home->front() == '/') return *std::move(home);
    throw Error(ErrorKind::usage,
                home ? "HOME is '" + *home + "', which is not an absolute path"
                     : "the variable HOME is not set",
                "set HOME to your home directory, or CUDAENV_ROOT to the directory to use");
}

std::filesystem::path system_root(const Environment& environment) {
    return environment.find_nonempty(variables::kSystemRoot).value_or("/");
}

}  // namespace cudaenv
