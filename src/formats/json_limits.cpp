// SPDX-License-Identifier: Apache-2.0
// One pass over the letters: only strings must be told from the rest.
#include <cudaenv/formats/json_limits.hpp>

namespace cudaenv::formats {

namespace {

/// Position behind the string whose first quote is at `begin`.
std::size_t end_of_string(std::string_view text, std::size_t begin) {
    for (std::size_t i = begin + 1; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            return i + 1;
        }
    }
    return text.size();
}

}  // namespace

std::string json_fault(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.bytes)
        return "it is larger than " + std::to_string(limits.bytes) + " bytes";
    std::size_t depth = 0;
    std::size_t values = 1;
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (c == '"') {
            i = end_of_string(text, i);
            continue;
        }
        if (c == '[' || c == '{') ++depth;
        if ((c == ']' || c == '}') && depth > 0) --depth;
        if (c == ',' || c == ':' || c == '[' || c == '{') ++values;
        if (depth > limits.depth)
            return "it is nested deeper than " + std::to_string(limits.depth) + " levels";
        if (values > limits.values)
            return "it holds more than " + std::to_string(limits.values) + " values";
        ++i;
    }
    return {};
}

}  // namespace cudaenv::formats
