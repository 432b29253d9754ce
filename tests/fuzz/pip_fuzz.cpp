// SPDX-License-Identifier: Apache-2.0
// What pip is configured with: files in its dialect of ini, and the constant in its own source.
#include "config/pip_places.hpp"
#include "fuzz/fuzz.hpp"

#include <cudaenv/formats/pip_ini.hpp>

using namespace cudaenv;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    for (const auto& [section, entries] : formats::parse_pip_ini(text)) {
        for (const auto& [key, value] : entries) {
            fuzz::require(key.find('_') == std::string::npos, "keys are spelled with dashes");
            fuzz::require(section.size() + key.size() + value.size() <= size,
                          "what is read is a part of the text");
        }
    }
    if (const auto constant = config::find_index_constant(text)) {
        constexpr std::string_view added = "simple/";
        fuzz::require(constant->ends_with(added), "pip's constant is below what pip asks");
        const std::string address = constant->substr(0, constant->size() - added.size() - 1);
        fuzz::require(text.find(address) != std::string_view::npos,
                      "the constant stands in the text");
    }
    return 0;
}
