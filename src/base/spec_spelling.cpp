// SPDX-License-Identifier: Apache-2.0
// Takes off what people put around the number of a release.
#include <cudaenv/base/letters.hpp>
#include <cudaenv/base/spec_spelling.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/base/version.hpp>

#include <algorithm>

namespace cudaenv {

namespace {

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_range(std::string_view text) {
    return !text.empty() && std::string_view("<>=!").find(text.front()) != std::string_view::npos;
}

/// As PyTorch, CuPy, JAX and conda label their builds: "121" is 12.1 and "92" is 9.2, "12" is the
/// major version. Without a point only these are plain.
std::string release_of_label(std::string_view digits) {
    constexpr std::string_view first_two_digit_major = "1";  // from CUDA 10 on
    const bool is_major = digits.size() == 2 && digits.substr(0, 1) == first_two_digit_major;
    if (is_major || digits.size() < 2 || digits.size() > 3) return std::string(digits);
    std::string release(digits);
    return release.insert(release.size() - 1, ".");
}

/// "12.4" of "12.4.x", "12.4.*"; "12" of "12x". `text` where no wildcard ends it.
std::string_view without_wildcard(std::string_view text) {
    std::string_view rest = text;
    while (rest.ends_with(".x") || rest.ends_with(".X") || rest.ends_with(".*"))
        rest.remove_suffix(2);
    if (rest.size() != text.size()) return rest;
    if (!text.ends_with('x') && !text.ends_with('X')) return text;
    rest.remove_suffix(1);
    return is_number(rest) ? rest : text;
}

/// What stands behind "cuda" and the signs that people put between it and the number.
std::string_view after_cuda(std::string_view text) {
    constexpr std::string_view cuda = "cuda";
    constexpr std::string_view between = "-_@/ ";
    if (to_lower(text.substr(0, cuda.size())) != cuda) return text;
    text.remove_prefix(cuda.size());
    text.remove_prefix(std::min(text.find_first_not_of(between), text.size()));
    for (const std::string_view equals : {"==", "="}) {
        if (text.starts_with(equals)) return trim(text.substr(equals.size()));
    }
    return text;
}

std::string_view after_v(std::string_view text) {
    const bool has_v = text.size() > 1 && (text[0] == 'v' || text[0] == 'V') && is_digit(text[1]);
    return has_v ? text.substr(1) : text;
}

/// "12.4" of "=12.4" and of "==12.4.*"; `text` where it asks for something else.
std::string_view after_equals(std::string_view text) {
    const bool is_twice = text.starts_with("==");
    if (!text.starts_with('=')) return text;
    const std::string_view rest = trim(text.substr(is_twice ? 2 : 1));
    const std::string_view version = without_wildcard(rest);
    const bool has_wildcard = version.size() != rest.size();
    return find_version(version) && (has_wildcard || !is_twice) ? version : text;
}

std::optional<std::string> find_label(std::string_view text) {
    constexpr std::string_view cu = "cu";
    if (to_lower(text.substr(0, cu.size())) != cu) return std::nullopt;
    std::string_view digits = text.substr(cu.size());
    if (!is_number(digits)) digits = after_cuda(text);
    return is_number(digits) ? std::optional(release_of_label(digits)) : std::nullopt;
}

}  // namespace

std::string plain_spelling(std::string_view text) {
    text = trim(text);
    const std::string small = to_lower(text);
    if (small == "latest" || small == "system" || small == "none") return small;
    if (auto release = find_label(text)) return *std::move(release);
    const std::string_view inner = after_v(after_equals(after_cuda(text)));
    const std::string_view version = without_wildcard(inner);
    if (find_version(version)) return std::string(version);
    return std::string(is_range(inner) ? inner : text);
}

std::optional<std::string> find_number_in(std::string_view text) {
    constexpr std::size_t most_parts = 3;
    constexpr std::string_view between = ".,-_";
    const auto* const begin = std::find_if(text.begin(), text.end(), is_digit);
    if (begin == text.end()) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(begin - text.begin()));
    std::string number;
    for (std::size_t part = 0; part < most_parts; ++part) {
        const std::size_t length = std::min(text.find_first_not_of("0123456789"), text.size());
        number.append(part == 0 ? "" : ".").append(text.substr(0, length));
        text.remove_prefix(length);
        const bool goes_on = text.size() > 1 && is_digit(text[1]) &&
                             between.find(text.front()) != std::string_view::npos;
        if (!goes_on) break;
        text.remove_prefix(1);
    }
    return find_version(number) ? std::optional(number) : std::nullopt;
}

}  // namespace cudaenv
