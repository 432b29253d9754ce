// SPDX-License-Identifier: Apache-2.0
// posix_openpt(3), read by a thread.
#include "integration/pseudo_terminal.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>

namespace cudaenv::test {

PseudoTerminal::PseudoTerminal() : reading_(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    std::array<char, 128> name{};
    if (reading_ < 0 || ::grantpt(reading_) != 0 || ::unlockpt(reading_) != 0 ||
        ::ptsname_r(reading_, name.data(), name.size()) != 0)
        throw std::runtime_error("no pseudo-terminal");
    name_ = name.data();
    // While it is open, reading does not fail before a program has opened it.
    keeping_ = ::open(name_.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    text_ = std::async(std::launch::async, [fd = reading_] {
        std::string text;
        std::array<char, 4096> buffer{};
        for (;;) {
            const ssize_t count = ::read(fd, buffer.data(), buffer.size());
            if (count <= 0) return text;
            text.append(buffer.data(), static_cast<std::size_t>(count));
        }
    });
}

PseudoTerminal::~PseudoTerminal() {
    if (keeping_ >= 0) ::close(keeping_);
    if (text_.valid()) text_.wait();
    ::close(reading_);
}

std::string PseudoTerminal::text() {
    ::close(keeping_);
    keeping_ = -1;
    return text_.get();
}

}  // namespace cudaenv::test
