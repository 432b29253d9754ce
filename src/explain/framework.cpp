// SPDX-License-Identifier: Apache-2.0
// How a framework itself runs on a machine: as programs of its CUDA do, within what it states
// itself.
#include <cudaenv/explain/driver.hpp>
#include <cudaenv/explain/framework.hpp>
#include <cudaenv/explain/judgement.hpp>

#include <fmt/format.h>

namespace cudaenv::explain {

namespace {

using resolve::FrameworkAnswer;
using resolve::KnownDriver;
using resolve::Verdict;

std::string too_old_words(const std::optional<KnownDriver>& driver,
                          const std::optional<Version>& needed) {
    const auto needs =
        needed ? fmt::format(": it needs {} or newer", needed->text()) : std::string();
    return fmt::format("{} is too old{}", driver_name(driver), needs);
}

struct LimitWords {
    const std::optional<KnownDriver>& driver;

    std::string operator()(const resolve::FrameworkDriverLimit& limit) const {
        return too_old_words(driver, limit.needed);
    }
    std::string operator()(const resolve::FrameworkGpuLimit& limit) const {
        return fmt::format("it has no code for compute capability {}: it needs {} or newer",
                           limit.gpu.text(),
                           limit.needed.text());
    }
};

std::string without_driver(const FrameworkAnswer& answer) {
    return answer.least_driver
               ? fmt::format("no driver here: it runs where the driver is {} or newer",
                             answer.least_driver->text())
               : std::string("no driver here");
}

}  // namespace

std::string verdict_words(const FrameworkAnswer& answer) {
    const auto& judgement = answer.toolkit.judgement;
    if (answer.limit) return std::visit(LimitWords{judgement.driver}, *answer.limit);
    if (!judgement.driver) return without_driver(answer);
    const auto driver = driver_name(*judgement.driver);
    switch (judgement.verdict) {
        case Verdict::native:
            return judgement.reason ? words(judgement) : driver + " runs it natively";
        case Verdict::minor_compat:
            return driver +
                   " runs it in minor-version compatibility: what it brings compiled works, what "
                   "the driver would have to compile (PTX) does not";
        case Verdict::unsupported:
            if (judgement.reason == resolve::Reason::driver_too_old &&
                judgement.driver->kind == machine::DriverKind::linux_module)
                return too_old_words(judgement.driver, answer.least_driver);
            break;
        case Verdict::forward_compat:
        case Verdict::compile_only:
            break;
    }
    return words(judgement);
}

}  // namespace cudaenv::explain
