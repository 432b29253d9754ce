// SPDX-License-Identifier: Apache-2.0
// Evaluates markers in three values: true, false, and not known without Python.
#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/marker.hpp>

#include <array>
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

/// A side of a comparison: a text, or a variable whose value may not be known.
using Side = std::optional<std::string_view>;

Truth compare(const Side& left, std::string_view op, const Side& right) {
    if (!left || !right) return std::nullopt;
    if (op == "==" || op == "===") return *left == *right;
    if (op == "!=") return *left != *right;
    if (op == "in") return right->find(*left) != std::string_view::npos;
    if (op == "not in") return right->find(*left) == std::string_view::npos;
    return std::nullopt;
}

class MarkerReader {
 public:
    MarkerReader(std::string_view text, Platform platform) : rest_(text), platform_(platform) {}

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

    Side read_side() {
        rest_ = trim(rest_);
        if (rest_.starts_with('\'') || rest_.starts_with('"')) {
            const auto end = rest_.find(rest_.front(), 1);
            if (end == std::string_view::npos) return std::nullopt;
            const auto text = rest_.substr(1, end - 1);
            rest_.remove_prefix(end + 1);
            return text;
        }
        const auto end = rest_.find_first_not_of(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.");
        const auto variable = rest_.substr(0, end);
        rest_.remove_prefix(variable.size());
        return find_value(variable, platform_);
    }

    std::string_view rest_;
    Platform platform_;
};

}  // namespace

bool may_apply(std::string_view marker, Platform platform) {
    if (trim(marker).empty()) return true;
    return MarkerReader(marker, platform).read().value_or(true);
}

}  // namespace cudaenv::formats
