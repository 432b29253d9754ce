// SPDX-License-Identifier: Apache-2.0
// The links of an HTML page, as far as package indexes need it.
#pragma once

#include <cudaenv/sys/cancel.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::source {

/// A page of all builds of PyTorch has 20,000.
inline constexpr std::size_t kMostLinks = 100'000;

struct HtmlLinks {
    std::string base;                ///< href of <base>, or empty
    std::vector<std::string> hrefs;  ///< of every <a>, in order, entities decoded
    bool are_too_many = false;       ///< the page has more than kMostLinks; these are the first
};
/// Accepts any text: what is no link is passed over. Throws Interrupted when cancelled.
HtmlLinks parse_html_links(std::string_view html, const CancelFlag& cancel);

}  // namespace cudaenv::source
