// SPDX-License-Identifier: Apache-2.0
// Specs: parsing, strict because their text may come from a stranger's repository, and matching.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/letters.hpp>
#include <cudaenv/base/spec.hpp>
#include <cudaenv/base/spec_spelling.hpp>
#include <cudaenv/base/text.hpp>

#include <algorithm>

namespace cudaenv {

namespace {

constexpr std::size_t kLongestName = 100;
/// What every place takes; where more is meant, whoever asks says so.
constexpr const char* kAcceptedForms =
    "accepted forms: a version (12, 12.4, 12.4.1), a range (\">=12.1,<12.5\"), latest";

bool is_name_character(char c) {
    constexpr std::string_view others = "._+-";
    return is_alphanumeric(c) || others.find(c) != std::string_view::npos;
}

/// "12." or "12..4": meant as a version, and no good as a name.
bool is_mistyped_version(std::string_view text) {
    return text.find_first_not_of("0123456789.") == std::string_view::npos;
}

Error spec_error(std::string_view text, const std::string& reason) {
    std::string message = "'" + std::string(text.substr(0, kLongestName)) + "' is not a version, ";
    message += "a range or a name";
    if (!reason.empty()) message += ": " + reason;
    return {ErrorKind::usage, std::move(message), kAcceptedForms};
}

std::optional<Spec::Kind> find_keyword(std::string_view text) {
    if (text == "latest") return Spec::Kind::latest;
    if (text == "system") return Spec::Kind::system;
    if (text == "none") return Spec::Kind::none;
    return std::nullopt;
}

/// The comparison operator at the front of `bound`; empty when there is none.
std::string_view leading_operator(std::string_view bound) {
    for (const std::string_view op : {">=", "<=", "==", "!=", ">", "<"}) {
        if (bound.starts_with(op)) return bound.substr(0, op.size());
    }
    return {};
}

}  // namespace

bool Spec::is_exact() const {
    return kind_ == Kind::version && (version_.numbers().size() >= 3 || version_.is_prerelease());
}

bool Spec::Bound::admits(const Version& release) const {
    switch (op) {
        case Operator::ge:
            return release >= version;
        case Operator::gt:
            return release > version;
        case Operator::le:
            return release <= version;
        case Operator::lt:
            return release < version;
        case Operator::eq:
            return release == version;
        case Operator::ne:
            return release != version;
    }
    return false;
}

bool Spec::matches(const Version& release) const {
    const auto admits = [&](const Bound& bound) { return bound.admits(release); };
    const auto names_it = [&](const Bound& bound) {
        return bound.op == Operator::eq && bound.version == release;
    };
    const bool final_release = !release.is_prerelease();
    switch (kind_) {
        case Kind::version:
            return version_.is_prefix_of(release) && (final_release || version_ == release);
        case Kind::latest:
            return final_release;
        case Kind::range:
            return std::all_of(bounds_.begin(), bounds_.end(), admits) &&
                   (final_release || std::any_of(bounds_.begin(), bounds_.end(), names_it));
        case Kind::system:
        case Kind::none:
        case Kind::name:
            break;
    }
    return false;
}

std::vector<Spec::Bound> Spec::parse_bounds(std::string_view range) {
    std::vector<Bound> bounds;
    for (const std::string_view piece : split(range, ',')) {
        bounds.push_back(parse_bound(trim(piece), range));
    }
    return bounds;
}

Spec::Bound Spec::parse_bound(std::string_view bound, std::string_view range) {
    const std::string_view op = leading_operator(bound);
    if (op.empty()) throw spec_error(range, "every bound needs one of >= > <= < == !=");
    auto version = find_version(trim(bound.substr(op.size())));
    if (!version) throw spec_error(range, "a bound is an operator and a version");
    const auto value = op == ">="   ? Operator::ge
                       : op == ">"  ? Operator::gt
                       : op == "<=" ? Operator::le
                       : op == "<"  ? Operator::lt
                       : op == "==" ? Operator::eq
                                    : Operator::ne;
    return {value, *std::move(version)};
}

Spec parse_spec(std::string_view typed) {
    const std::string text = plain_spelling(typed);
    if (text.empty()) throw spec_error(text, "it is empty");
    Spec spec;
    spec.text_ = text;
    if (const auto keyword = find_keyword(text)) {
        spec.kind_ = *keyword;
        return spec;
    }
    if (const auto version = find_version(text)) {
        spec.kind_ = Spec::Kind::version;
        spec.version_ = *version;
        return spec;
    }
    if (!leading_operator(text).empty()) {
        spec.kind_ = Spec::Kind::range;
        spec.bounds_ = Spec::parse_bounds(text);
        return spec;
    }
    if (is_mistyped_version(text))
        throw spec_error(text, "a version needs a number on both sides of a dot");
    if (!is_environment_name(text)) throw spec_error(text, {});
    spec.kind_ = Spec::Kind::name;
    return spec;
}

bool is_environment_name(std::string_view text) {
    return !text.empty() && text.size() <= kLongestName && is_alphanumeric(text.front()) &&
           std::all_of(text.begin(), text.end(), is_name_character) &&
           text.find("..") == std::string_view::npos;
}

}  // namespace cudaenv
