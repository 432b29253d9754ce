// SPDX-License-Identifier: Apache-2.0
// The configuration as shims read it: to an end whatever stands there, and what is quoted as it is.
#include "fuzz/fuzz.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/selection/settings.hpp>

using namespace cudaenv;

namespace {

std::string in_quotes(std::string_view text) {
    return '"' + replace_all(replace_all(std::string(text), "\\", "\\\\"), "\"", "\\\"") + '"';
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const auto setting = selection::find_setting(text, "safe_directories");
    fuzz::require(!setting || setting->values.size() <= size, "each value takes a byte");
    // A line end would end the key's line, or be one of the values'.
    if (text.find_first_of("\r\n") != std::string_view::npos) return 0;
    const std::string list = "safe_directories: [a, " + in_quotes(text) + ", b]\n";
    const auto quoted = selection::find_setting(list, "safe_directories");
    fuzz::require(quoted && quoted->values == std::vector<std::string>{"a", std::string(text), "b"},
                  "what is quoted is what was written");
    return 0;
}
