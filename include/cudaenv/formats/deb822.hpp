// SPDX-License-Identifier: Apache-2.0
// The stanzas of Debian's control files (deb822): `Packages` indexes and apt's *.sources.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::formats {

/// One stanza, a view of the text it was read from.
class Deb822Stanza {
 public:
    /// The value of a field, its lines trimmed and joined with line ends; empty when there is none.
    /// The case of a name does not matter; of equal ones the last counts.
    [[nodiscard]] std::string text(std::string_view name) const;

 private:
    friend class Deb822Reader;
    struct Field {
        std::string_view name;
        std::string_view lines;  ///< from behind the colon, with the comments in between
    };
    /// False when `line` begins none.
    bool add_field(std::string_view line);
    /// By the lines up to `line`, which is of the same text.
    void extend_last_field(std::string_view line);

    std::vector<Field> fields_;
};

/// Gives one stanza after the other, since an index has tens of thousands. Accepts any text: what
/// belongs to no field is passed over.
class Deb822Reader {
 public:
    explicit Deb822Reader(std::string_view text) : rest_(text) {}

    /// The next stanza with a field; nothing at the end.
    std::optional<Deb822Stanza> next();

 private:
    std::string_view rest_;
};

}  // namespace cudaenv::formats
