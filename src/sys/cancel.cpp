// SPDX-License-Identifier: Apache-2.0
// Signals that ask the program to stop, turned into a flag.
#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/cancel.hpp>

#include <csignal>

namespace cudaenv {

namespace {

// A signal handler can reach nothing but a global.
std::atomic<CancelFlag*> cancelled_flag{nullptr};
static_assert(std::atomic<CancelFlag*>::is_always_lock_free);

void on_signal(int /*number*/) {
    if (CancelFlag* flag = cancelled_flag.load(std::memory_order_relaxed)) flag->set();
}

}  // namespace

void CancelFlag::check() const {
    if (is_set()) throw Interrupted();
}

void cancel_on_signals(CancelFlag& flag) {
    cancelled_flag.store(&flag, std::memory_order_relaxed);
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction current {};
        sigaction(number, nullptr, &current);
        // nohup and background jobs start programs with signals ignored, and mean it.
        if (current.sa_handler == SIG_IGN) continue;
        struct sigaction action {};
        action.sa_handler = on_signal;
        // After the first signal the default action is back: a second one ends the process.
        // No SA_RESTART: waiting calls return, so that the flag is looked at.
        action.sa_flags = static_cast<int>(SA_RESETHAND);
        sigaction(number, &action, nullptr);
    }
}

}  // namespace cudaenv
