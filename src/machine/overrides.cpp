// SPDX-License-Identifier: Apache-2.0
// The texts that replace detection: a driver version and compute capabilities.
#include "machine/overrides.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/base/variables.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace cudaenv::machine {

namespace {

/// A smaller number is a CUDA version typed by mistake, not a driver.
constexpr unsigned kOldestBranch = 100;
/// Minor numbers of each generation so far, to catch typing errors; a newer generation is taken as
/// given.
constexpr std::array<std::string_view, 13> kKnownMinors{
    "", "", "01", "0257", "", "023", "012", "025", "06789", "0", "0137", "0", "01"};

bool is_plausible(const Version& capability) {
    const auto major = capability.major_number();
    const auto minor = capability.minor_number();
    if (minor > 9) return false;
    if (major >= kKnownMinors.size()) return major < 100;
    return kKnownMinors[major].find(static_cast<char>('0' + minor)) != std::string_view::npos;
}

/// "86" -> "8.6", "100" -> "10.0".
std::string dotted(std::string_view digits) {
    const auto split_at = digits.size() - 1;
    return fmt::format("{}.{}", digits.substr(0, split_at), digits.substr(split_at));
}

std::optional<Version> find_capability(std::string_view text) {
    bool is_target = false;
    for (const std::string_view prefix : {"sm_", "compute_"}) {
        if (!text.starts_with(prefix)) continue;
        text.remove_prefix(prefix.size());
        is_target = true;
    }
    // "sm_90a" and "sm_100f" are targets of the same GPUs as "sm_90" and "sm_100".
    if (is_target && !text.empty() && (text.back() == 'a' || text.back() == 'f')) {
        text.remove_suffix(1);
    }
    const auto dots = std::count(text.begin(), text.end(), '.');
    if (text.find_first_not_of("0123456789.") != text.npos || dots > 1) return std::nullopt;
    if (dots == 0 && (text.size() < 2 || text.size() > 3)) return std::nullopt;
    const auto capability = find_version(dots == 1 ? std::string(text) : dotted(text));
    return capability && is_plausible(*capability) ? capability : std::nullopt;
}

}  // namespace

Overrides environment_overrides(const Environment& environment) {
    Overrides overrides;
    overrides.driver = environment.find_nonempty(variables::kDriver);
    overrides.driver_where = variables::kDriver;
    overrides.gpu = environment.find_nonempty(variables::kGpu);
    overrides.gpu_where = variables::kGpu;
    return overrides;
}

std::optional<Driver> parse_driver_override(const std::string& text, const std::string& where) {
    const auto word = trim(text);
    if (word == "none") return std::nullopt;
    const auto version = find_version(word);
    if (!version || version->is_prerelease() || version->major_number() < kOldestBranch) {
        throw Error(ErrorKind::usage,
                    fmt::format("{}: \"{}\" is no driver version", where, text),
                    "write it as nvidia-smi does, \"550.54.15\", or \"none\" for a machine without "
                    "a driver");
    }
    return Driver{*version, where};
}

std::vector<Version> parse_gpu_override(const std::string& text, const std::string& where) {
    std::vector<Version> capabilities;
    if (trim(text) == "none") return capabilities;
    for (const auto piece : split(text, ',')) {
        const auto capability = find_capability(trim(piece));
        if (!capability) {
            throw Error(
                ErrorKind::usage,
                fmt::format("{}: \"{}\" is no compute capability", where, trim(piece)),
                "accepted forms: \"8.6\", \"86\", \"sm_86\", several as \"8.6,9.0\", or \"none\"");
        }
        capabilities.push_back(*capability);
    }
    std::sort(capabilities.begin(), capabilities.end(), std::greater<>{});
    capabilities.erase(std::unique(capabilities.begin(), capabilities.end()), capabilities.end());
    return capabilities;
}

}  // namespace cudaenv::machine
