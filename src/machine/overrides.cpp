// SPDX-License-Identifier: Apache-2.0
// The texts that replace detection: a driver version, and GPUs.
#include "machine/overrides.hpp"

#include "machine/driver.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/letters.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/base/variables.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
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

/// "RTX 4090", "NVIDIA A100-SXM4-40GB", or a bare model number as people say it: "4090", "3060 Ti".
bool is_plausible_name(std::string_view text) {
    constexpr std::size_t longest = 80;
    constexpr std::string_view marks = " -_.()/+";
    for (const std::string_view prefix : {"sm_", "compute_"}) {
        if (text.starts_with(prefix)) return false;
    }
    const bool is_clean = std::all_of(text.begin(), text.end(), [&](char character) {
        return is_letter(character) || is_digit(character) || marks.find(character) != marks.npos;
    });
    if (!is_clean || text.size() < 2 || text.size() > longest) return false;
    const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
    return is_letter(text.front()) || digits == 4;
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
                    "accepted forms: \"550.54.15\" as nvidia-smi writes it, its branch \"550\", or "
                    "\"none\" for a machine without a driver");
    }
    if (const auto release = tegra_release_of_driver(*version))
        return Driver{*release, where, DriverKind::tegra};
    return Driver{*version, where};
}

std::vector<Gpu> parse_gpu_override(const std::string& text, const std::string& where) {
    std::vector<Gpu> gpus;
    if (trim(text) == "none") return gpus;
    for (const auto piece : split(text, ',')) {
        const auto word = trim(piece);
        const auto capability = find_capability(word);
        if (!capability && !is_plausible_name(word)) {
            throw Error(
                ErrorKind::usage,
                fmt::format("{}: \"{}\" is no compute capability and no GPU's name", where, word),
                "accepted forms: \"8.6\", \"86\", \"sm_86\", \"RTX 3090\", several as "
                "\"8.6,9.0\", or \"none\"");
        }
        gpus.push_back({.name = capability ? "" : std::string(word),
                        .capability = capability,
                        .origin = where});
    }
    return gpus;
}

void apply(const Overrides& overrides, Machine& machine) {
    if (overrides.driver) {
        machine.driver = parse_driver_override(*overrides.driver, overrides.driver_where);
        machine.lacks_devices = false;
        machine.lacks_libcuda = false;
    }
    if (overrides.gpu) machine.gpus = parse_gpu_override(*overrides.gpu, overrides.gpu_where);
}

}  // namespace cudaenv::machine
