// SPDX-License-Identifier: Apache-2.0
// What a user types to name a release or an environment: "11.2", ">=12.1,<12.5", "latest", "lab".
#pragma once

#include <cudaenv/base/version.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cudaenv {

/// A parsed request. Grammar: VERSION | latest | system | none | RANGE | NAME, where RANGE is
/// comma-separated bounds (>= > <= < == !=) and NAME is an environment or link name. Other
/// spellings whose meaning is plain ("v11.2", "12.x") are read as these (base/spec_spelling.hpp).
class Spec {
 public:
    enum class Kind { version, latest, range, system, none, name };

    [[nodiscard]] Kind kind() const { return kind_; }
    /// As specs are written, however it was typed.
    [[nodiscard]] const std::string& text() const { return text_; }
    /// The version of a Kind::version spec; empty otherwise.
    [[nodiscard]] const Version& version() const { return version_; }
    /// True for a version with three or more components or a suffix: a release "named exactly".
    [[nodiscard]] bool is_exact() const;
    /// Whether a release of this version satisfies the spec. `latest` matches every release,
    /// `system`, `none` and names match none. A version matches as a prefix (12 matches 12.9.2),
    /// the bounds of a range as numbers (`<=12.4` excludes 12.4.1). Pre-releases match only when
    /// named exactly.
    [[nodiscard]] bool matches(const Version& release) const;

    /// Written the same.
    friend bool operator==(const Spec& left, const Spec& right) {
        return left.text_ == right.text_;
    }

    friend Spec parse_spec(std::string_view typed);

 private:
    enum class Operator { ge, gt, le, lt, eq, ne };
    struct Bound {
        Operator op;
        Version version;

        [[nodiscard]] bool admits(const Version& release) const;
    };
    static std::vector<Bound> parse_bounds(std::string_view range);
    static Bound parse_bound(std::string_view bound, std::string_view range);

    Kind kind_ = Kind::latest;
    std::string text_;
    Version version_;
    std::vector<Bound> bounds_;
};

/// Throws Error(usage) that shows the forms which every place accepts. Rejects '/', "..", blanks
/// inside names and control characters, so that a spec can never name a path.
Spec parse_spec(std::string_view typed);

/// True for a name that may stand in environments/: [A-Za-z0-9][A-Za-z0-9._+-]*, at most 100 bytes,
/// no "..".
bool is_environment_name(std::string_view text);

}  // namespace cudaenv
