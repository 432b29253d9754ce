// SPDX-License-Identifier: Apache-2.0
// JSON text.
#pragma once

#include <cudaenv/formats/json_limits.hpp>
#include <cudaenv/formats/value.hpp>

#include <string>
#include <string_view>
#include <variant>

namespace cudaenv::formats {

/// Why a text was not read. Nothing of the text is quoted: it may hold a secret.
struct JsonFault {
    enum class Kind {
        limits,  ///< reason: "it is nested deeper than 64 levels"
        syntax   ///< reason: "line 3, column 7", where it ceases to be JSON, or "a number is out of
                 ///< range"
    };
    Kind kind;
    std::string reason;
};

/// "file.releases[0].version: message".
Error json_complaint(const std::string& file, const std::string& way, const std::string& message);

/// Of equal keys of an object the last one counts.
std::variant<Document, JsonFault> read_json(std::string_view text,
                                            const std::string& file,
                                            const JsonLimits& limits,
                                            Complaint complaint = json_complaint);

/// Throws what `complaint` makes of a text that cannot be read.
Document parse_json(std::string_view text,
                    const std::string& file,
                    const JsonLimits& limits,
                    Complaint complaint = json_complaint);

}  // namespace cudaenv::formats
