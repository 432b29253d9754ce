// SPDX-License-Identifier: Apache-2.0
// The filter before the terminal: nothing that steers it is left, and what was filtered stays as it
// is.
#include "fuzz/fuzz.hpp"

#include <cudaenv/base/printable.hpp>

using namespace cudaenv;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string shown = printable(fuzz::text_of(data, size));
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const auto byte = static_cast<unsigned char>(shown[i]);
        fuzz::require(byte >= 0x20 && byte != 0x7F, "no C0 control, no DEL");
        const auto next = i + 1 < shown.size() ? static_cast<unsigned char>(shown[i + 1]) : 0U;
        fuzz::require(byte != 0xC2 || next >= 0xA0, "no C1 control");
        const bool is_mark = shown.compare(i, 2, "\xE2\x80") == 0 && i + 2 < shown.size() &&
                             static_cast<unsigned char>(shown[i + 2]) >= 0xAA &&
                             static_cast<unsigned char>(shown[i + 2]) <= 0xAE;
        fuzz::require(!is_mark, "no bidirectional mark");
    }
    fuzz::require(printable(shown) == shown, "filtering twice is filtering once");
    return 0;
}
