// SPDX-License-Identifier: Apache-2.0
// Translates Python's version conditions into specs.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/base/url.hpp>
#include <cudaenv/formats/version_clause.hpp>
#include <cudaenv/formats/version_specifier.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace cudaenv::formats {

namespace {

constexpr std::size_t kLongestShown = 100;
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kLocalCharacters = "abcdefghijklmnopqrstuvwxyz0123456789._-";

struct Clause {
    std::string_view op;
    Version version;
    std::string local;
    bool any_patch = false;  ///< ended in ".*"
};

Error malformed(std::string_view text) {
    return {ErrorKind::usage,
            fmt::format("'{}' is no version condition",
                        without_addresses(text.substr(0, kLongestShown))),
            "accepted forms: ==2.6.0, ==2.6.*, ~=2.4, >=2.4,<3, !=2.5.1"};
}

/// "1.7.0" of "1.7.0.post2.dev3": they are built again, or early, with the same CUDA.
std::string_view without_rebuild(std::string_view text) {
    for (const std::string_view label : {".dev", ".post"}) {
        const auto at = text.rfind(label);
        if (at == std::string_view::npos) continue;
        const auto number = text.substr(at + label.size());
        if (number.find_first_not_of(kDigits) == std::string_view::npos) text = text.substr(0, at);
    }
    return text;
}

std::string parse_local(std::string_view text, std::string_view whole) {
    auto local = to_lower(text);
    if (local.empty() || local.find_first_not_of(kLocalCharacters) != std::string::npos)
        throw malformed(whole);
    return local;
}

Clause parse_clause(const VersionClause& written, std::string_view whole) {
    Clause clause;
    // Poetry's bare version is an exact one.
    clause.op = written.op.empty() ? "==" : written.op;
    clause.any_patch = written.is_prefix;
    std::string_view text = written.version;
    if (const auto plus = text.find('+'); plus != std::string_view::npos) {
        clause.local = parse_local(text.substr(plus + 1), whole);
        text = text.substr(0, plus);
    }
    if (text.starts_with('v')) text.remove_prefix(1);
    const auto version = find_version(without_rebuild(text));
    if (!version) throw malformed(whole);
    clause.version = *version;
    return clause;
}

/// The first version that no longer begins with the first `count` numbers: 2.7 of 2.6.1 and 2.
std::string version_after(const Version& version, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += fmt::format("{}{}", i == 0 ? "" : ".", version.at(i) + (i + 1 == count ? 1 : 0));
    }
    return text;
}

/// How many leading numbers stay the same under `~=`, `~` and `^`.
std::size_t fixed_numbers(const Clause& clause, std::string_view whole) {
    const std::size_t count = clause.version.numbers().size();
    if (clause.op == "^") {
        const auto& numbers = clause.version.numbers();
        const auto leading = std::find_if(
            numbers.begin(), numbers.end(), [](unsigned number) { return number != 0; });
        return std::min(static_cast<std::size_t>(leading - numbers.begin()) + 1, count);
    }
    if (clause.op == "~") return std::min<std::size_t>(count, 2);
    if (count < 2) throw malformed(whole);  // PEP 440: "~=2" says nothing
    return count - 1;
}

/// "2.5.0" of 2.5: one release, and no series of them.
std::string full_text(const Version& version) {
    auto text = version.text();
    if (version.is_prerelease()) return text;
    for (auto count = version.numbers().size(); count < 3; ++count) text += ".0";
    return text;
}

std::vector<std::string> bounds_of(const Clause& clause, std::string_view whole) {
    const auto& text = clause.version.text();
    if (clause.op == "~=" || clause.op == "~" || clause.op == "^") {
        return {">=" + text, "<" + version_after(clause.version, fixed_numbers(clause, whole))};
    }
    if (clause.any_patch && clause.op == "==") {
        return {">=" + text, "<" + version_after(clause.version, clause.version.numbers().size())};
    }
    if (clause.op == "!=" && !clause.any_patch) return {"!=" + full_text(clause.version)};
    return {std::string(clause.op) + text};
}

bool is_exact(const Clause& clause) {
    return (clause.op == "==" || clause.op == "===") && !clause.any_patch;
}

}  // namespace

VersionSpecifier parse_version_specifier(std::string_view text) {
    text = trim(text);
    if (text.empty() || text == "*") return {parse_spec("latest"), {}};
    std::vector<Clause> clauses;
    for (const VersionClause& written : split_version_clauses(text))
        clauses.push_back(parse_clause(written, text));
    if (clauses.empty()) throw malformed(text);
    const auto exact = std::find_if(clauses.begin(), clauses.end(), is_exact);
    if (exact != clauses.end()) return {parse_spec(exact->version.text()), exact->local};
    if (clauses.size() == 1 && clauses.front().any_patch && clauses.front().op == "==")
        return {parse_spec(clauses.front().version.text()), {}};
    std::vector<std::string> bounds;
    for (const auto& clause : clauses) {
        for (auto& bound : bounds_of(clause, text)) bounds.push_back(std::move(bound));
    }
    return {parse_spec(join(bounds, ",")), {}};
}

}  // namespace cudaenv::formats
