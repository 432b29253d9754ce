// SPDX-License-Identifier: Apache-2.0
// What a refusal advises helps, over the catalogue that is built in.
#include "unit/resolve/cases.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/explain/refusal.hpp>

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace cudaenv::resolve::test {
namespace {

Error error_of(const Case& asked) {
    return explain::error(*asked.refusal());
}

/// "580.65.06" of "… needs driver 580.65.06; …"; the last one that the details name, since what is
/// native is named first and what suffices after it.
std::string named_driver(const Error& error) {
    static const std::string label = "needs driver ";
    std::string driver;
    for (const auto& detail : error.details()) {
        const auto at = detail.find(label);
        if (at == std::string::npos) continue;
        const auto rest = detail.substr(at + label.size());
        driver = rest.substr(0, rest.find_first_not_of("0123456789."));
    }
    while (driver.ends_with('.')) driver.pop_back();
    return driver;
}

/// Whether the question is answered after doing what one step of a hint says.
bool is_cured(const std::string& step, const Case& before) {
    static std::map<std::string, bool> known;  // most cures are those of other drivers, too
    static const std::string install = "cudaenv install ";
    static const std::string compat = "--compat ";
    auto request = before.request;
    auto driver = before.driver;
    if (step.starts_with("update the driver")) driver = named_driver(error_of(before));
    const auto command = step.substr(0, step.find(", to "));
    if (command.starts_with(install)) {
        const auto words = replace_all(command.substr(install.size()), "\"", "");
        request.cuda = parse_spec(words.substr(0, words.find(' ')));
    }
    const auto at = command.find(compat);
    if (at != std::string::npos) request.compat = find_compat(command.substr(at + compat.size()));
    const auto key = request.cuda.text() + driver + join(before.gpus, ",") +
                     std::to_string(request.compat ? static_cast<int>(*request.compat) : -1);
    if (!known.contains(key))
        known[key] = ask(request, driver, before.gpus).resolution() != nullptr;
    return known[key];
}

std::vector<std::string> steps_of(const Error& error) {
    static const std::string between = "      or: ";
    std::vector<std::string> steps;
    std::string rest = error.hint();
    for (auto at = rest.find(between); at != std::string::npos; at = rest.find(between)) {
        steps.push_back(rest.substr(0, at));
        rest.erase(0, at + between.size());
    }
    steps.push_back(rest);
    return steps;
}

TEST(Refusal, EveryStepThatItNamesCuresIt) {
    for (const auto& each : cases()) {
        if (each.refusal() == nullptr) continue;
        const auto error = error_of(each);
        for (const auto& step : steps_of(error)) {
            EXPECT_TRUE(is_cured(step, each)) << each.name() << ": " << step << "\n"
                                              << error.message() << "\n"
                                              << join(error.details(), "\n");
        }
    }
}

}  // namespace
}  // namespace cudaenv::resolve::test
