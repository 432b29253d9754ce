// SPDX-License-Identifier: Apache-2.0
// Which host compiler a user asks for.
#include <cudaenv/base/compiler_wish.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/version.hpp>

namespace cudaenv {

namespace {

constexpr std::string_view kAutomatic = "auto";
constexpr std::string_view kSystem = "system";
constexpr std::string_view kGccPrefix = "gcc-";

}  // namespace

std::string compiler_wish_text(const CompilerWish& wish) {
    if (const auto major = wish.gcc_major())
        return std::string(kGccPrefix) + std::to_string(*major);
    return std::string(wish.is_system() ? kSystem : kAutomatic);
}

std::optional<CompilerWish> find_compiler_wish(std::string_view text) {
    if (text == kAutomatic) return CompilerWish();
    if (text == kSystem) return CompilerWish::system();
    if (!text.starts_with(kGccPrefix)) return std::nullopt;
    const auto version = find_version(text.substr(kGccPrefix.size()));
    if (!version || version->numbers().size() != 1 || version->is_prerelease()) return std::nullopt;
    return CompilerWish::gcc(version->major_number());
}

CompilerWish parse_compiler_wish(std::string_view text) {
    if (const auto wish = find_compiler_wish(text)) return *wish;
    throw Error(ErrorKind::usage,
                "\"" + std::string(text) + "\" names no host compiler",
                "accepted forms: auto, system, gcc-10");
}

}  // namespace cudaenv
