// SPDX-License-Identifier: Apache-2.0
// The pin file .cudaenv: data only, strictly validated.
#pragma once

#include <cudaenv/base/product.hpp>
#include <cudaenv/base/spec.hpp>
#include <cudaenv/selection/foreign.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
    [[nodiscard]] std::map<Product, Spec> libraries() const;
    [[nodiscard]] std::optional<std::string> find(const std::string& key) const;
};

/// Whether complaints about a pin may repeat what stands in it. One that is a link may lead to
/// anything, such as a key: then only the line and the kind of fault are named, and all that may be
/// asked for are releases by number (12, 12.4.1), ranges of those, and our own words: what a pin
/// asks for is shown.
enum class Quoting { allowed, never };

/// Either one line "11.2" or "key: value" lines; '#' comments, blank lines, CRLF and a byte-order
/// mark are fine. Error(usage) with "file:line" for anything else: unknown keys, duplicates,
/// slashes, "..", control characters, more than 4 KiB.
Pin parse_pin(std::string_view text,
              const std::filesystem::path& file,
              Quoting quoting = Quoting::allowed);
/// The text `cudaenv use` writes: `existing` (a valid pin's text, or empty) with its cuda value
/// replaced, comments and other keys kept.
std::string render_pin(std::string_view existing, const std::string& cuda);

struct PinSearch {
    std::optional<Pin> pin;
    std::vector<std::filesystem::path> not_followed;  ///< foreign pins that were passed over
};

/// The nearest pin from `directory` up to /: .cudaenv, else .cuda-version, in each directory;
/// regular files and links to them only. A foreign one is passed over. Throws as parse_pin.
PinSearch find_pin(const std::filesystem::path& directory, const SafeDirectories& safe);
/// Throws Error(usage) also when there is no regular file at `path`, nor a link to one.
Pin load_pin(const std::filesystem::path& path);
/// The text of a pin; throws as load_pin.
std::string read_pin_text(const std::filesystem::path& path);

}  // namespace cudaenv::selection
