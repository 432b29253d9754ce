// SPDX-License-Identifier: Apache-2.0
// The links of an HTML page, as far as package indexes need it.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::formats {

/// A page of all builds of PyTorch has 20,000.
inline constexpr std::size_t kMostLinks = 100'000;

struct HtmlLinks {
    std::string base;                ///< href of <base>, or empty
    std::vector<std::string> hrefs;  ///< of every <a>, in order, entities decoded
    bool are_too_many = false;       ///< the page has more than kMostLinks; these are the first
};
/// Accepts any text: what is no link is passed over. `check` is called at every tag, since a page
/// may be large; what it throws ends the reading.
HtmlLinks parse_html_links(std::string_view html, const std::function<void()>& check);

}  // namespace cudaenv::formats
