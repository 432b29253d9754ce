// SPDX-License-Identifier: Apache-2.0
// Signals that ask the program to stop, turned into a flag, and into an end where nobody looks at
// the flag in time.
#include "sys/interruption.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/cancel.hpp>

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>

namespace cudaenv {

namespace {

constexpr long kMillisecond = 1'000'000;  // in nanoseconds
constexpr long kGrace = 150 * kMillisecond;
/// For words that the terminal does not take at once, or that a busy machine is late with.
constexpr long kLastGrace = 300 * kMillisecond;

// A signal handler can reach nothing but globals.
std::atomic<CancelFlag*> cancelled_flag{nullptr};
std::atomic<const char*> farewell_text{nullptr};
std::atomic<bool> is_farewell_claimed{false};
std::atomic<bool> is_leaving{false};
std::atomic<int> holds{0};
/// Written before any handler that reads it is in place.
timer_t end_timer{};
std::atomic<bool> has_timer{false};
static_assert(std::atomic<CancelFlag*>::is_always_lock_free &&
              std::atomic<const char*>::is_always_lock_free &&
              std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

void arm_timer() {
    if (!has_timer.load()) return;
    const itimerspec times{{0, kLastGrace}, {0, kGrace}};
    timer_settime(end_timer, 0, &times, nullptr);
}

void on_signal(int /*number*/) {
    const int error_number = errno;
    if (CancelFlag* flag = cancelled_flag.load(std::memory_order_relaxed)) flag->set();
    if (holds.load() == 0) arm_timer();
    errno = error_number;
}

/// False when somebody else is writing it, or has written it.
bool claim_farewell() {
    return !is_farewell_claimed.exchange(true);
}

bool has_farewell() {
    const char* text = farewell_text.load();
    return text != nullptr && *text != '\0';
}

void write_farewell() {
    const char* text = farewell_text.load();
    static_cast<void>(::write(STDERR_FILENO, text, std::strlen(text)));
}

/// Comes a second time, in the midst of the first, when standard error does not take the words; and
/// after the first when another part of the program is saying them.
void on_time_up(int /*number*/) {
    if (!is_leaving.exchange(true) && has_farewell()) {
        if (!claim_farewell()) return;
        write_farewell();
    }
    ::_exit(kInterruptedStatus);
}

void make_timer() {
    struct sigaction action {};
    action.sa_handler = on_time_up;
    action.sa_flags = SA_NODEFER | SA_RESTART;
    sigaction(SIGALRM, &action, nullptr);
    struct sigevent event {};
    event.sigev_notify = SIGEV_SIGNAL;
    event.sigev_signo = SIGALRM;
    has_timer.store(timer_create(CLOCK_MONOTONIC, &event, &end_timer) == 0);
}

}  // namespace

void CancelFlag::check() const {
    if (is_set()) throw Interrupted();
}

void cancel_on_signals(CancelFlag& flag, const char* farewell) {
    cancelled_flag.store(&flag, std::memory_order_relaxed);
    farewell_text.store(farewell);
    if (!has_timer.load()) make_timer();
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

void say_farewell() {
    if (has_farewell() && claim_farewell()) write_farewell();
}

bool is_interrupted() {
    const CancelFlag* flag = cancelled_flag.load(std::memory_order_relaxed);
    return flag != nullptr && flag->is_set();
}

EndHeldOff::EndHeldOff() {
    holds.fetch_add(1);
}

EndHeldOff::~EndHeldOff() {
    if (holds.fetch_sub(1) == 1 && is_interrupted()) arm_timer();
}

}  // namespace cudaenv
