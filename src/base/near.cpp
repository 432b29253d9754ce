// SPDX-License-Identifier: Apache-2.0
// Words one letter apart.
#include <cudaenv/base/near.hpp>

#include <algorithm>
#include <utility>

namespace cudaenv {

bool is_near(std::string_view left, std::string_view right) {
    if (left.size() > right.size()) std::swap(left, right);
    if (right.size() - left.size() > 1) return false;
    const auto [l, r] = std::mismatch(left.begin(), left.end(), right.begin());
    const bool same_length = left.size() == right.size();
    return std::equal(l + (same_length && l != left.end() ? 1 : 0),
                      left.end(),
                      r == right.end() ? r : r + 1,
                      right.end());
}

}  // namespace cudaenv
