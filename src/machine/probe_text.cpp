// SPDX-License-Identifier: Apache-2.0
// Reads the lines of the probe.
#include <cudaenv/base/number.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/machine/probe.hpp>

#include <algorithm>
#include <cstdint>

namespace cudaenv::machine {

namespace {

/// The first word, and what stands after it.
struct Divided {
    std::string_view word;
    std::string_view rest;
};
Divided divide(std::string_view line) {
    const auto blank = line.find(' ');
    if (blank == std::string_view::npos) return {line, {}};
    return {line.substr(0, blank), trim(line.substr(blank + 1))};
}

std::optional<ByteCount> find_bytes(std::string_view text) {
    const auto value = find_number<std::uint64_t>(text);
    return value && *value > 0 ? std::optional(ByteCount{*value}) : std::nullopt;
}

/// Major and minor, neither absurd.
std::optional<Version> find_capability(std::string_view text) {
    auto version = find_version(text);
    constexpr unsigned most = 99;
    const bool is_capability = version && !version->is_prerelease() &&
                               version->numbers().size() == 2 && version->major_number() >= 1 &&
                               version->major_number() <= most && version->minor_number() <= 9;
    return is_capability ? version : std::nullopt;
}

std::optional<Version> find_driver(std::string_view text) {
    auto version = find_version(text);
    const bool is_driver = version && !version->is_prerelease() && version->numbers().size() >= 2;
    return is_driver ? version : std::nullopt;
}

void read_cuda(std::string_view text, ProbeAnswer& answer) {
    const auto [number, origin] = divide(text);
    answer.cuda = find_version(number);
    answer.cuda_origin = answer.cuda ? std::string(origin) : "";
}

void read_gpu(std::string_view text, ProbeAnswer& answer) {
    const auto [capability, rest] = divide(text);
    const auto [memory, name] = divide(rest);
    Gpu gpu{std::string(name), find_capability(capability), find_bytes(memory), "NVML"};
    if (gpu.capability || !gpu.name.empty()) answer.gpus.push_back(std::move(gpu));
}

}  // namespace

ProbeAnswer parse_probe(std::string_view text) {
    ProbeAnswer answer;
    bool is_done = false;
    for (const auto line : split_lines(text)) {
        const auto [word, rest] = divide(line);
        if (word == "driver") answer.driver = find_driver(rest);
        if (word == "cuda") read_cuda(rest, answer);
        if (word == "gpu") read_gpu(rest, answer);
        if (word == "mismatch") answer.mismatched = true;
        if (word == "no-libcuda") answer.lacks_libcuda = true;
        if (word == "failed") answer.failed = true;
        if (word == "done") is_done = true;
    }
    if (!is_done) answer.failed = true;
    return answer;
}

}  // namespace cudaenv::machine
