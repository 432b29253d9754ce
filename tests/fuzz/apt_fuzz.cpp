// SPDX-License-Identifier: Apache-2.0
// What apt is configured with, in each of its formats: read to the end whatever stands there.
#include "config/apt_conf.hpp"
#include "config/apt_entries.hpp"
#include "fuzz/fuzz.hpp"

using namespace cudaenv;

namespace {

void check(const std::vector<config::AptEntry>& entries, std::size_t size) {
    for (const auto& entry : entries) {
        fuzz::require(entry.uris.size() + entry.suites.size() + entry.components.size() <= size,
                      "each word takes a byte");
    }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    check(config::parse_one_line_sources(text), size);
    check(config::parse_deb822_sources(text), size);
    const auto proxy = config::find_apt_setting(text, "Acquire::http::Proxy");
    fuzz::require(!proxy || proxy->size() <= size, "a value is a part of the text");
    return 0;
}
