// SPDX-License-Identifier: Apache-2.0
// Activation files: what is read can be written, and reads as the same again.
#include "fuzz/fuzz.hpp"

#include <cudaenv/store/activation_file.hpp>

using namespace cudaenv;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::accept_or_refuse([&] {
        const auto activation = store::parse_activation(fuzz::text_of(data, size), "activation");
        const std::string text = store::render_activation(activation);
        const auto again =
            fuzz::read_back([&] { return store::parse_activation(text, "activation"); });
        fuzz::require(store::render_activation(again) == text,
                      "reading what was written changes nothing");
    });
    return 0;
}
