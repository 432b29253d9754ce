// SPDX-License-Identifier: Apache-2.0
// The pin file .cudaenv: data only, strictly validated.
#pragma once

#include <cudaenv/base/spec.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace cudaenv::selection {

inline constexpr std::size_t kMaxPinBytes = 4096;

struct PinValue {
    std::string text;
    int line = 0;
};

/// A parsed pin: "cuda" is always there; other keys are libraries (cudnn, nccl, cutensor,
/// cusparselt, nvshmem, tensorrt…), "profile" and "compat".
struct Pin {
    std::filesystem::path file;
    std::map<std::string, PinValue> values;

    [[nodiscard]] Spec cuda() const;
    [[nodiscard]] int line() const;  ///< of the cuda value
    [[nodiscard]] std::map<std::string, Spec> libraries() const;
    [[nodiscard]] std::optional<std::string> find(const std::string& key) const;
};

/// Either one line "11.2" or "key: value" lines; '#' comments, blank lines, CRLF and a byte-order
/// mark are fine. Error(usage) with "file:line" for anything else: unknown keys, duplicates,
/// slashes, "..", control characters, more than 4 KiB.
Pin parse_pin(std::string_view text, const std::filesystem::path& file);
/// The text `cudaenv use` writes: `existing` (a valid pin's text, or empty) with its cuda value
/// replaced, comments and other keys kept.
std::string render_pin(std::string_view existing, const std::string& cuda);

/// The nearest pin from `directory` up to /: .cudaenv, else .cuda-version, in each directory
/// (regular files only).
std::optional<std::filesystem::path> find_pin_file(const std::filesystem::path& directory);
Pin load_pin(const std::filesystem::path& file);

}  // namespace cudaenv::selection
