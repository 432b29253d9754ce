// SPDX-License-Identifier: Apache-2.0
// Looks at the first bytes of a source.
#include "archive/peekable.hpp"

#include <utility>

namespace cudaenv::archive {

std::string_view Peekable::peek(std::size_t count) {
    ahead_ = source_.read();
    if (ahead_.size() >= count || ahead_.empty()) return ahead_.substr(0, count);
    gathered_ = ahead_;
    while (gathered_.size() < count) {
        const std::string_view more = source_.read();
        if (more.empty()) break;
        gathered_ += more;
    }
    ahead_ = gathered_;
    return ahead_.substr(0, count);
}

std::string_view Peekable::read() {
    return ahead_.empty() ? source_.read() : std::exchange(ahead_, {});
}

}  // namespace cudaenv::archive
