// SPDX-License-Identifier: Apache-2.0
// The texts that a driver's version is read from.
#include "machine/driver.hpp"

#include <cudaenv/base/text.hpp>

#include <algorithm>
#include <array>
#include <string>

namespace cudaenv::machine {

namespace {

constexpr std::array<std::string_view, 2> kDriverLabels{"Driver Version:", "KMD Version:"};
constexpr std::array<std::string_view, 2> kCudaLabels{"CUDA Version:", "CUDA UMD Version:"};
/// In the place of the CUDA version: no libcuda was found to ask ("ERR!": it did not answer).
constexpr std::string_view kNoLibcuda = "N/A";
constexpr std::string_view kMismatch = "Driver/library version mismatch";
constexpr std::string_view kLibraryLabel = "NVML library version:";

std::optional<Version> find_driver_version(std::string_view text) {
    auto version = find_version(text);
    const bool is_driver = version && !version->is_prerelease() && version->numbers().size() >= 2;
    return is_driver ? version : std::nullopt;
}

/// The words after the first occurrence of `label`.
std::vector<std::string_view> words_after(std::string_view text, std::string_view label) {
    const auto at = text.find(label);
    if (at == std::string_view::npos) return {};
    return split_words(text.substr(at + label.size()));
}

/// The word after the first of `labels` that is there; empty when none is.
template <std::size_t count>
std::string_view find_word(std::string_view text,
                           const std::array<std::string_view, count>& labels) {
    for (const auto label : labels) {
        const auto words = words_after(text, label);
        if (!words.empty()) return words[0];
    }
    return {};
}

}  // namespace

std::optional<Version> parse_module_version(std::string_view text) {
    return find_driver_version(trim(text));
}

std::optional<Version> parse_proc_version(std::string_view text) {
    // Only the first line is the driver's: the second quotes a compiler's output and can be
    // anything.
    const auto first_line = text.substr(0, text.find('\n'));
    const auto words = words_after(first_line, "Kernel Module");
    if (words.empty()) return std::nullopt;
    if (words[0] != "for") return find_driver_version(words[0]);
    return words.size() < 3 ? std::nullopt : find_driver_version(words[2]);
}

std::optional<Version> parse_tegra_release(std::string_view text) {
    const auto first_line = text.substr(0, text.find('\n'));
    const auto words = words_after(first_line, "# R");
    const auto revision = words_after(first_line, "REVISION:");
    if (words.size() < 2 || words[1] != "(release)," || revision.empty()) return std::nullopt;
    const auto minor = revision[0].substr(0, revision[0].find(','));
    return find_driver_version(std::string(words[0]) + "." + std::string(minor));
}

std::optional<Version> tegra_release_of_driver(const Version& driver) {
    constexpr unsigned branch_of_r36 = 540;  // of no other computers
    if (driver.major_number() != branch_of_r36) return std::nullopt;
    const std::string release = "36";
    return find_version(driver.numbers().size() < 2
                            ? release
                            : release + "." + std::to_string(driver.minor_number()));
}

SmiBanner parse_smi_banner(std::string_view text) {
    const auto cuda = find_word(text, kCudaLabels);
    return {find_driver_version(find_word(text, kDriverLabels)),
            find_driver_version(cuda),
            find_driver_version(find_word(text, std::array{kLibraryLabel})),
            text.find(kMismatch) != std::string_view::npos,
            cuda == kNoLibcuda};
}

}  // namespace cudaenv::machine
