// SPDX-License-Identifier: Apache-2.0
// Every spec on every driver and GPU, over the catalogue that is built in.
#include "cases.hpp"

#include "shipped.hpp"
#include "world.hpp"

#include <cudaenv/base/text.hpp>

namespace cudaenv::resolve::test {

namespace {

const char* const kSpecs[] = {"latest",
                              "9",
                              "10",
                              "11",
                              "12",
                              "13",
                              "11.4",
                              "12.8",
                              "13.5",
                              ">=11.5,<12.5",
                              "11.8.0",
                              "12.4.1",
                              "13.5.0"};
const std::vector<std::vector<std::string>> kGpus{
    {}, {"3.7"}, {"8.6"}, {"12.0"}, {"9.0", "7.0"}, {"12.0", "3.7"}, {"NVIDIA A100"}};
/// Which drivers are asked about, for the time that it takes: without GPUs one of five.
constexpr std::size_t kStride = 5;
constexpr std::size_t kStrideWithGpus = 19;

}  // namespace

machine::Machine machine_for(const std::string& driver, const std::vector<std::string>& gpus) {
    auto machine = machine_with(driver);
    for (const auto& gpu : gpus) {
        const auto capability = find_version(gpu);
        machine.gpus.push_back(capability ? machine::Gpu{.capability = capability}
                                          : machine::Gpu{.name = gpu});
    }
    return machine;
}

std::string Case::name() const {
    return spec().text() + " on " + driver + " with " + join(gpus, ", ");
}

Case ask(Request request, const std::string& driver, const std::vector<std::string>& gpus) {
    request.profile = Profile::minimal;
    auto answer = resolve(request, machine_for(driver, gpus), shipped().catalog);
    return {std::move(request), driver, gpus, std::move(answer)};
}

const std::vector<Case>& cases() {
    static const auto all = [] {
        const auto drivers = interesting_drivers();
        std::vector<Case> made;
        for (const auto* spec : kSpecs) {
            for (const auto& gpus : kGpus) {
                const std::size_t stride = gpus.empty() ? kStride : kStrideWithGpus;
                for (std::size_t i = 0; i < drivers.size(); i += stride)
                    made.push_back(ask(shipped_request(spec), drivers[i].text(), gpus));
            }
        }
        return made;
    }();
    return all;
}

}  // namespace cudaenv::resolve::test
