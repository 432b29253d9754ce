// SPDX-License-Identifier: Apache-2.0
// A strict UTF-8 decoder and the code points that are not shown.
#include <cudaenv/base/printable.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace cudaenv {

namespace {

struct Range {
    std::uint32_t first;
    std::uint32_t last;
};

/// Categories Cc, Cf, Zl and Zp, what Unicode says to show as nothing, and specials; ascending.
constexpr std::array kHidden{
    Range{0x0000, 0x001F},    // C0 controls: ESC, BEL, line ends, tabs
    Range{0x007F, 0x009F},    // DEL and C1 controls: CSI, OSC
    Range{0x00AD, 0x00AD},    // soft hyphen
    Range{0x034F, 0x034F},    // combining grapheme joiner
    Range{0x0600, 0x0605},    // Arabic format characters
    Range{0x061C, 0x061C},    // Arabic letter mark
    Range{0x06DD, 0x06DD},    // Arabic end of ayah
    Range{0x070F, 0x070F},    // Syriac abbreviation mark
    Range{0x0890, 0x0891},    // Arabic currency marks
    Range{0x08E2, 0x08E2},    // Arabic disputed end of ayah
    Range{0x115F, 0x1160},    // Hangul fillers
    Range{0x17B4, 0x17B5},    // Khmer inherent vowels
    Range{0x180B, 0x180F},    // Mongolian selectors and separator
    Range{0x200B, 0x200F},    // zero width characters, direction marks
    Range{0x2028, 0x202E},    // line and paragraph separators, embeddings and overrides
    Range{0x2060, 0x206F},    // word joiner, invisible operators, isolates
    Range{0x3164, 0x3164},    // Hangul filler
    Range{0xFE00, 0xFE0F},    // variation selectors
    Range{0xFEFF, 0xFEFF},    // byte-order mark
    Range{0xFFA0, 0xFFA0},    // halfwidth Hangul filler
    Range{0xFFF0, 0xFFFB},    // interlinear annotation
    Range{0x110BD, 0x110BD},  // Kaithi number sign
    Range{0x110CD, 0x110CD},  // Kaithi number sign above
    Range{0x13430, 0x1343F},  // Egyptian hieroglyph format controls
    Range{0x1BCA0, 0x1BCA3},  // shorthand format controls
    Range{0x1D173, 0x1D17A},  // musical format controls
    Range{0xE0000, 0xE0FFF},  // tags and variation selectors
};

bool is_hidden(std::uint32_t code_point) {
    const auto* range = std::lower_bound(
        kHidden.begin(), kHidden.end(), code_point, [](const Range& each, std::uint32_t value) {
            return each.last < value;
        });
    return range != kHidden.end() && range->first <= code_point;
}

struct Decoded {
    std::uint32_t code_point;
    std::size_t size;
};

/// Bytes of the sequence that `lead` begins; 0 when it begins none.
std::size_t sequence_size(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    if (lead >= 0xF0 && lead <= 0xF4) return 4;
    return 0;
}

/// The first character of `text`, which is not empty; nullopt when it is not UTF-8: cut short,
/// longer than needed, a surrogate or beyond Unicode.
std::optional<Decoded> decode(std::string_view text) {
    constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t size = sequence_size(lead);
    if (size == 0 || size > text.size()) return std::nullopt;
    std::uint32_t code_point = size == 1 ? lead : lead & (0x7FU >> size);
    for (const char c : text.substr(1, size - 1)) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) != 0x80U) return std::nullopt;
        code_point = code_point << 6U | (byte & 0x3FU);
    }
    const bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (code_point < least.at(size) || is_surrogate || code_point > 0x10FFFF) return std::nullopt;
    return Decoded{code_point, size};
}

/// A character, or a byte that is none.
struct Piece {
    std::string_view bytes;
    bool is_shown;
};

/// Takes the first piece off `text`, which is not empty.
Piece take_piece(std::string_view& text) {
    const auto decoded = decode(text);
    const Piece piece{text.substr(0, decoded ? decoded->size : 1),
                      decoded && !is_hidden(decoded->code_point)};
    text.remove_prefix(piece.bytes.size());
    return piece;
}

/// Of ISO 8859, whose upper half begins with the C1 controls.
bool is_letter_byte(std::string_view bytes) {
    return bytes.size() == 1 && static_cast<unsigned char>(bytes.front()) >= 0xA0;
}

}  // namespace

std::string printable(std::string_view text) {
    std::string shown;
    shown.reserve(text.size());
    while (!text.empty()) {
        const Piece piece = take_piece(text);
        shown += piece.is_shown ? piece.bytes : "?";
    }
    return shown;
}

bool has_hidden(std::string_view text) {
    while (!text.empty()) {
        const Piece piece = take_piece(text);
        if (!piece.is_shown && !is_letter_byte(piece.bytes)) return true;
    }
    return false;
}

}  // namespace cudaenv
