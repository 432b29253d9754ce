// SPDX-License-Identifier: Apache-2.0
// Which host compiler a user asks for: "auto", "system", "gcc-10".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cudaenv {

/// By default whichever fits.
class CompilerWish {
 public:
    CompilerWish() = default;
    /// One of the machine or none: nothing is brought.
    static CompilerWish system() { return {Kind::system, 0}; }
    /// That gcc, of the machine or brought.
    static CompilerWish gcc(unsigned major) { return {Kind::gcc, major}; }

    [[nodiscard]] bool is_automatic() const { return kind_ == Kind::automatic; }
    [[nodiscard]] bool is_system() const { return kind_ == Kind::system; }
    /// nullopt unless one gcc is named.
    [[nodiscard]] std::optional<unsigned> gcc_major() const {
        return kind_ == Kind::gcc ? std::optional(major_) : std::nullopt;
    }

    friend bool operator==(const CompilerWish&, const CompilerWish&) = default;

 private:
    enum class Kind { automatic, system, gcc };
    CompilerWish(Kind kind, unsigned major) : kind_(kind), major_(major) {}

    Kind kind_ = Kind::automatic;
    unsigned major_ = 0;
};

/// "auto", "system", "gcc-10".
std::string compiler_wish_text(const CompilerWish& wish);
/// nullopt for any other text: "gcc", "gcc-10.2", "clang-14".
std::optional<CompilerWish> find_compiler_wish(std::string_view text);
/// As find_compiler_wish; throws Error(usage) that shows the accepted forms.
CompilerWish parse_compiler_wish(std::string_view text);

}  // namespace cudaenv
