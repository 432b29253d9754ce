// SPDX-License-Identifier: Apache-2.0
// Every spec on every driver and GPU, over the catalogue that is built in.
#pragma once

#include <cudaenv/resolve/resolve.hpp>

#include <string>
#include <vector>

namespace cudaenv::resolve::test {

/// A question and what it was answered.
struct Case {
    Request request;
    std::string driver;
    std::vector<std::string> gpus;
    Answer answer;

    [[nodiscard]] const Spec& spec() const { return request.cuda; }
    [[nodiscard]] std::string name() const;
    /// nullptr when it was refused.
    [[nodiscard]] const Resolution* resolution() const { return std::get_if<Resolution>(&answer); }
    /// nullptr when it was not.
    [[nodiscard]] const Refusal* refusal() const { return std::get_if<Refusal>(&answer); }
};

/// GPUs by their capability or name.
machine::Machine machine_for(const std::string& driver, const std::vector<std::string>& gpus);

/// Without cuDNN, which has tests of its own.
Case ask(Request request, const std::string& driver, const std::vector<std::string>& gpus);

/// Every spec for every GPU, drivers ascending; asked once for all tests.
const std::vector<Case>& cases();

}  // namespace cudaenv::resolve::test
