// SPDX-License-Identifier: Apache-2.0
// Pins of strangers: read strictly, and rewritten so that they ask for what was written.
#include "fuzz/fuzz.hpp"

#include <cudaenv/selection/pin.hpp>

using namespace cudaenv;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::accept_or_refuse([&] {
        const std::string_view text = fuzz::text_of(data, size);
        const selection::Pin pin = selection::parse_pin(text, ".cudaenv");
        fuzz::require(!pin.cuda().text().empty(), "a pin asks for a CUDA");
        const std::string changed = selection::render_pin(text, "12.4");
        const auto again =
            fuzz::read_back([&] { return selection::parse_pin(changed, ".cudaenv"); });
        fuzz::require(again.cuda().text() == "12.4", "a changed pin asks for what was written");
    });
    return 0;
}
