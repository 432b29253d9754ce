// SPDX-License-Identifier: Apache-2.0
// A terminal that keeps everything that programs write to it.
#pragma once

#include <future>
#include <string>

namespace cudaenv::test {

class PseudoTerminal {
 public:
    PseudoTerminal();
    ~PseudoTerminal();
    PseudoTerminal(const PseudoTerminal&) = delete;
    PseudoTerminal& operator=(const PseudoTerminal&) = delete;

    /// The path that a program opens.
    [[nodiscard]] const std::string& name() const { return name_; }
    /// Once every program that wrote has ended: what came.
    std::string text();

 private:
    int reading_;
    int keeping_ = -1;
    std::string name_;
    std::future<std::string> text_;
};

}  // namespace cudaenv::test
