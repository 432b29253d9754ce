// SPDX-License-Identifier: Apache-2.0
// What tells a driver's version: the kernel's files, nvidia-smi, the probe of its libraries.
// Whatever stands there, a driver has at least two numbers, and they stand in the text.
#include "fuzz/fuzz.hpp"
#include "machine/driver.hpp"

#include <cudaenv/machine/probe.hpp>

#include <optional>

using namespace cudaenv;

namespace {

void check(const std::optional<Version>& version) {
    if (!version) return;
    fuzz::require(version->numbers().size() >= 2, "a driver's version has at least two numbers");
    fuzz::require(!version->is_prerelease(), "a driver is no prerelease");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    check(machine::parse_module_version(text));
    check(machine::parse_proc_version(text));
    check(machine::parse_tegra_release(text));
    const auto banner = machine::parse_smi_banner(text);
    check(banner.driver);
    check(banner.cuda);
    check(banner.library);
    const auto answer = machine::parse_probe(text);
    check(answer.driver);
    fuzz::require(answer.cuda.has_value() || answer.cuda_origin.empty(),
                  "nobody tells what is not told");
    for (const auto& gpu : answer.gpus) {
        fuzz::require(gpu.capability || !gpu.name.empty(), "something of a GPU is known");
    }
    return 0;
}
