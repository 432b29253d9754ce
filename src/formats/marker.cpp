// SPDX-License-Identifier: Apache-2.0
// Evaluates markers in three values: true, false, and not known without Python.
#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/marker.hpp>
#include <cudaenv/formats/python_names.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <compare>
#include <optional>
#include <string>
#include <utility>

namespace cudaenv::formats {

namespace {

/// nullopt: not known.
using Truth = std::optional<bool>;

constexpr int kDeepest = 32;

std::string_view machine_name(Platform platform) {
    switch (platform) {
        case Platform::linux_x86_64:
            return "x86_64";
        case Platform::linux_sbsa:
        case Platform::linux_aarch64:
            return "aarch64";
        case Platform::linux_ppc64le:
            return "ppc64le";
    }
    return {};
}

std::optional<std::string_view> find_value(std::string_view variable, Platform platform) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> values{
        {{"sys_platform", "linux"},
         {"platform_system", "Linux"},
         {"os_name", "posix"},
         {"implementation_name", "cpython"},
         {"platform_python_implementation", "CPython"}}};
    for (const auto& [name, value] : values) {
        if (name == variable) return value;
    }
    if (variable == "platform_machine") return machine_name(platform);
    return std::nullopt;
}

Truth both(Truth left, Truth right) {
    if (left == Truth(false) || right == Truth(false)) return false;
    if (left && right) return true;
    return std::nullopt;
}

Truth either(Truth left, Truth right) {
    if (left == Truth(true) || right == Truth(true)) return true;
    if (left && right) return false;
    return std::nullopt;
}

/// A side of a comparison, as it is written: a text in quotes, or a variable.
struct Side {
    std::string_view text;
    bool is_quoted = false;
};

Truth compare_texts(std::string_view left, std::string_view op, std::string_view right) {
    if (op == "==" || op == "===") return left == right;
    if (op == "!=") return left != right;
    if (op == "in") return right.find(left) != std::string_view::npos;
    if (op == "not in") return right.find(left) == std::string_view::npos;
    return std::nullopt;
}

/// The operator with its sides exchanged: '3.9' < python_version.
std::string_view mirrored(std::string_view op) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> pairs{
        {{"<", ">"}, {"<=", ">="}, {">", "<"}, {">=", "<="}}};
    for (const auto& [from, to] : pairs) {
        if (from == op) return to;
    }
    return op;
}

/// How `python`, of which X.Y may be all that is known, compares with `bound`; nullopt: either way.
std::optional<std::weak_ordering> order(const Version& python, const Version& bound) {
    const std::size_t known = python.numbers().size();
    const bool same_series = python.truncated(known) == bound.truncated(known);
    if (known < 3 && same_series && bound.at(2) != 0) return std::nullopt;
    return python <=> bound;
}

Truth compare_order(const Version& python, std::string_view op, const Version& bound) {
    const auto ordering = order(python, bound);
    if (!ordering) return std::nullopt;
    // Of 3.12 only, 3.12.0 is no more than the least that it may be.
    const bool may_be_later = python.numbers().size() < 3 && python == bound;
    if (op == ">=") return std::is_gteq(*ordering);
    if (op == "<") return std::is_lt(*ordering);
    if (op == ">") return may_be_later ? Truth() : Truth(std::is_gt(*ordering));
    if (op == "<=") return may_be_later ? Truth() : Truth(std::is_lteq(*ordering));
    return std::nullopt;
}

Truth negated(Truth truth) {
    return truth ? Truth(!*truth) : truth;
}

/// "== '3.12.*'" and "== '3.12'" of X.Y, "== '3.12.4'" of the whole version.
Truth compare_equal(const Version& python, std::string_view text) {
    const bool any_patch = text.ends_with(".*");
    if (any_patch) text.remove_suffix(2);
    const auto wanted = find_version(text);
    if (!wanted) return std::nullopt;
    if (any_patch) return wanted->is_prefix_of(python);
    if (wanted->truncated(2) != python.truncated(2)) return false;
    if (wanted->numbers().size() > python.numbers().size()) return std::nullopt;
    return *wanted == python;
}

/// "~= '3.9'" is 3.9 and later of the same major.
Truth compare_compatible(const Version& python, const Version& bound) {
    const std::size_t fixed = bound.numbers().size() - 1;
    return both(compare_order(python, ">=", bound),
                Truth(python.truncated(fixed) == bound.truncated(fixed)));
}

/// "python_version in '3.9 3.10'".
Truth compare_list(const Version& python, std::string_view list) {
    const auto words = split_words(list);
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        if (word.ends_with(',')) word.remove_suffix(1);
        return word == python.truncated(2).text();
    });
}

/// What python_version is, to the last number: 3.12 is 3.12.0 there.
Version series_of(const Version& python) {
    return parse_version(fmt::format("{}.{}.0", python.major_number(), python.minor_number()));
}

Truth compare_python(const Version& python, std::string_view op, std::string_view text) {
    if (op == "==" || op == "===") return compare_equal(python, text);
    if (op == "!=") return negated(compare_equal(python, text));
    if (op == "in") return compare_list(python, text);
    if (op == "not in") return negated(compare_list(python, text));
    const auto bound = find_version(text);
    if (!bound) return std::nullopt;
    if (op == "~=")
        return bound->numbers().size() > 1 ? compare_compatible(python, *bound) : std::nullopt;
    return compare_order(python, op, *bound);
}

/// "cuda" of "extra-7-my-proj-cuda": so uv writes into its lock which project's extra or group is
/// meant, with the length of the project's name.
std::string_view without_project(std::string_view name) {
    auto rest = name;
    if (!rest.starts_with("extra-") && !rest.starts_with("group-")) return name;
    rest.remove_prefix(6);
    const auto dash = rest.find('-');
    const auto length = find_version(rest.substr(0, dash));
    if (dash == std::string_view::npos || !length) return name;
    const std::size_t end = dash + 1 + length->at(0);
    return end < rest.size() && rest[end] == '-' ? rest.substr(end + 1) : name;
}

class MarkerReader {
 public:
    MarkerReader(std::string_view text, const MarkerEnvironment& environment)
        : rest_(text), environment_(environment) {}

    Truth read() {
        const Truth truth = read_any(0);
        return trim(rest_).empty() ? truth : std::nullopt;
    }

 private:
    bool take(std::string_view token) {
        rest_ = trim(rest_);
        if (!rest_.starts_with(token)) return false;
        rest_.remove_prefix(token.size());
        return true;
    }

    Truth read_any(int depth) {
        Truth truth = read_all(depth);
        while (take("or ")) truth = either(truth, read_all(depth));
        return truth;
    }

    Truth read_all(int depth) {
        Truth truth = read_one(depth);
        while (take("and ")) truth = both(truth, read_one(depth));
        return truth;
    }

    Truth read_one(int depth) {
        if (depth < kDeepest && take("(")) {
            const Truth truth = read_any(depth + 1);
            return take(")") ? truth : std::nullopt;
        }
        const Side left = read_side();
        const std::string_view op = read_operator();
        const Side right = read_side();
        return compare(left, op, right);
    }

    std::string_view read_operator() {
        for (const std::string_view op :
             {"===", "==", "!=", "~=", ">=", "<=", ">", "<", "in ", "not in "}) {
            if (take(op)) return trim(op);
        }
        return {};
    }

    /// Of two texts, or two variables, nothing is said.
    [[nodiscard]] Truth compare(const Side& left, std::string_view op, const Side& right) const {
        if (left.is_quoted == right.is_quoted) return std::nullopt;
        const auto variable = left.is_quoted ? right.text : left.text;
        const auto text = left.is_quoted ? left.text : right.text;
        if (variable == "extra" || variable == "extras" || variable == "dependency_groups")
            return compare_extra(op, text);
        if (variable == "python_version" || variable == "python_full_version") {
            if (!environment_.python) return std::nullopt;
            const bool is_full = variable == "python_full_version";
            return compare_python(is_full ? *environment_.python : series_of(*environment_.python),
                                  left.is_quoted ? mirrored(op) : op,
                                  text);
        }
        const auto value = find_value(variable, environment_.platform);
        if (!value) return std::nullopt;
        return left.is_quoted ? compare_texts(text, op, *value) : compare_texts(*value, op, text);
    }

    /// "extra == 'gpu'", and of a pylock.toml "'gpu' in extras".
    [[nodiscard]] Truth compare_extra(std::string_view op, std::string_view name) const {
        if (!environment_.extras) return std::nullopt;
        const auto wanted = normalised_name(without_project(name));
        const bool asked = std::any_of(environment_.extras->begin(),
                                       environment_.extras->end(),
                                       [&](const auto& each) { return each == wanted; });
        if (op == "==" || op == "===" || op == "in") return asked;
        if (op == "!=" || op == "not in") return !asked;
        return std::nullopt;
    }

    Side read_side() {
        rest_ = trim(rest_);
        if (rest_.starts_with('\'') || rest_.starts_with('"')) {
            const auto end = rest_.find(rest_.front(), 1);
            if (end == std::string_view::npos) return {};
            const auto text = rest_.substr(1, end - 1);
            rest_.remove_prefix(end + 1);
            return {text, true};
        }
        const auto end = rest_.find_first_not_of(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.");
        const auto variable = rest_.substr(0, end);
        rest_.remove_prefix(variable.size());
        return {variable, false};
    }

    std::string_view rest_;
    const MarkerEnvironment& environment_;
};

}  // namespace

Applies applies(std::string_view marker, const MarkerEnvironment& environment) {
    if (trim(marker).empty()) return Applies::yes;
    const Truth truth = MarkerReader(marker, environment).read();
    if (!truth) return Applies::maybe;
    return *truth ? Applies::yes : Applies::no;
}

}  // namespace cudaenv::formats
