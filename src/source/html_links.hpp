// SPDX-License-Identifier: Apache-2.0
// The links of an HTML page, as far as package indexes need it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::source {

struct HtmlLinks {
    std::string base;                ///< href of <base>, or empty
    std::vector<std::string> hrefs;  ///< of every <a>, in order, entities decoded
};
/// Accepts any text: what is no link is passed over.
HtmlLinks parse_html_links(std::string_view html);

}  // namespace cudaenv::source
