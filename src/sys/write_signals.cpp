// SPDX-License-Identifier: Apache-2.0
// What the signals of failed writes did when this process was started, and what they do now.
#include "sys/write_signals.hpp"

#include <algorithm>

namespace cudaenv {

namespace {

/// Written once, by main, before there is a second thread.
std::array<bool, kWriteSignals.size()> ignored_at_start{};

void set_handler(int number, void (*handler)(int), struct sigaction* previous) {
    struct sigaction action {};
    action.sa_handler = handler;
    sigaction(number, &action, previous);
}

}  // namespace

void ignore_write_signals() {
    for (std::size_t i = 0; i < kWriteSignals.size(); ++i) {
        struct sigaction previous {};
        set_handler(kWriteSignals.at(i), SIG_IGN, &previous);
        ignored_at_start.at(i) = previous.sa_handler == SIG_IGN;
    }
}

bool was_ignored_at_start(int number) {
    const auto* found = std::find(kWriteSignals.begin(), kWriteSignals.end(), number);
    return found != kWriteSignals.end() &&
           ignored_at_start.at(static_cast<std::size_t>(found - kWriteSignals.begin()));
}

WriteSignalsRestored::WriteSignalsRestored() {
    for (std::size_t i = 0; i < kWriteSignals.size(); ++i) {
        set_handler(
            kWriteSignals.at(i), ignored_at_start.at(i) ? SIG_IGN : SIG_DFL, &before_.at(i));
    }
}

WriteSignalsRestored::~WriteSignalsRestored() {
    for (std::size_t i = 0; i < kWriteSignals.size(); ++i) {
        sigaction(kWriteSignals.at(i), &before_.at(i), nullptr);
    }
}

}  // namespace cudaenv
