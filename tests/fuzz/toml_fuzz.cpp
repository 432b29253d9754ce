// SPDX-License-Identifier: Apache-2.0
// Project files of strangers: no key that exhausts the stack passes, and every other is read or
// refused.
#include "fuzz/fuzz.hpp"
#include "fuzz/needs.hpp"
#include "python/dotted_keys.hpp"
#include "python/readers.hpp"
#include "python/toml_file.hpp"

#include <algorithm>

using namespace cudaenv;

namespace {

/// The name of a table and a key in it, each as long as may be.
constexpr std::size_t kMostTables = 2 * python::kMostKeyParts;

/// The sanitizer stops at what toml++ 3.3 calls unreachable, though other bytes outside of texts
/// reach it (its issue 190).
bool is_ascii(std::string_view text) {
    return std::all_of(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// `tables`: those around `node` since the last that is a value of its own, whose depth toml++
/// bounds.
void check_depth(const toml::node& node, std::size_t tables) {
    if (const auto* array = node.as_array()) {
        for (const auto& each : *array) check_depth(each, tables);
    } else if (const auto* table = node.as_table()) {
        const std::size_t with_this = table->is_inline() ? 0 : tables + 1;
        fuzz::require(with_this <= kMostTables, "no key has too many parts");
        for (const auto& [key, value] : *table) check_depth(value, with_this);
    }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    if (!is_ascii(text)) return 0;
    const fuzz::TextFile file(text);
    fuzz::accept_or_refuse([&] { check_depth(python::load_toml(file.path()), 0); });
    for (const auto& read : {python::read_pyproject,
                             python::read_lock,
                             python::read_pylock,
                             python::read_pipfile,
                             python::read_pixi})
        fuzz::check_reader(read, file.path());
    return 0;
}
