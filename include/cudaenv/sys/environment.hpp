// SPDX-License-Identifier: Apache-2.0
// The process environment as a value: captured once in main, passed by reference, never changed in
// place.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv {

class Environment {
 public:
    using Map = std::map<std::string, std::string, std::less<>>;

    Environment() = default;
    explicit Environment(Map values) : values_(std::move(values)) {}
    /// The variables this process was started with.
    static Environment capture();

    /// nullopt when unset.
    [[nodiscard]] std::optional<std::string> find(std::string_view name) const;
    /// nullopt when unset or empty: what most readers want.
    [[nodiscard]] std::optional<std::string> find_nonempty(std::string_view name) const;
    void set(std::string_view name, std::string value);
    void unset(std::string_view name);
    [[nodiscard]] const Map& values() const { return values_; }
    /// "NAME=value" lines for execve.
    [[nodiscard]] std::vector<std::string> lines() const;

 private:
    Map values_;
};

/// $HOME; throws Error(usage) when it is unset, empty or not absolute.
std::string require_home(const Environment& environment);

/// The directory whose files describe the machine: CUDAENV_SYSTEM_ROOT, else "/".
std::filesystem::path system_root(const Environment& environment);

}  // namespace cudaenv
