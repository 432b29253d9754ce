// SPDX-License-Identifier: Apache-2.0
// SIGPIPE and SIGXFSZ: ignored here, and given back to programs that are started.
#pragma once

#include <array>
#include <csignal>

namespace cudaenv {

inline constexpr std::array kWriteSignals{SIGPIPE, SIGXFSZ};

/// From now on write(2) fails with EPIPE or EFBIG instead.
void ignore_write_signals();
/// Whether this process was started with `number` ignored: then its children are, too.
bool was_ignored_at_start(int number);

/// While it lives the signals are as this process found them: execve(2) passes on what is ignored.
class WriteSignalsRestored {
 public:
    WriteSignalsRestored();
    ~WriteSignalsRestored();
    WriteSignalsRestored(const WriteSignalsRestored&) = delete;
    WriteSignalsRestored& operator=(const WriteSignalsRestored&) = delete;

 private:
    std::array<struct sigaction, kWriteSignals.size()> before_{};
};

}  // namespace cudaenv
