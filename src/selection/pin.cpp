// SPDX-License-Identifier: Apache-2.0
// Reads and rewrites the texts of pins.
#include <cudaenv/base/compat.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/profile.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/selection/pin.hpp>

#include <algorithm>
#include <vector>

namespace cudaenv::selection {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCuda = "cuda";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// "12", "12.4", "8.9.7.29": as releases are numbered, and as passwords and account numbers are
/// not.
bool is_release_number(std::string_view text) {
    constexpr std::size_t longest_alone = 2;
    constexpr std::size_t longest = 3;
    const std::vector<std::string_view> numbers = split(text, '.');
    return std::all_of(numbers.begin(), numbers.end(), [&](std::string_view number) {
        return number.size() <= (numbers.size() == 1 ? longest_alone : longest) &&
               number.find_first_not_of("0123456789") == std::string_view::npos;
    });
}

/// Whether `spec` asks for releases by nothing but words of ours and such numbers.
bool is_plain_request(const Spec& spec) {
    if (spec.kind() == Spec::Kind::version) return is_release_number(spec.text());
    if (spec.kind() != Spec::Kind::range) return spec.kind() != Spec::Kind::name;
    const std::vector<std::string_view> bounds = split(spec.text(), ',');
    return std::all_of(bounds.begin(), bounds.end(), [](std::string_view bound) {
        bound = trim(bound);
        bound.remove_prefix(std::min(bound.find_first_not_of("<>=!"), bound.size()));
        return is_release_number(trim(bound));
    });
}

/// One line that says something. The views point into the pin's text.
struct Statement {
    std::string_view key;  ///< empty for a bare value
    std::string_view raw;  ///< the value with its quotes
    int line = 0;
};

class PinReader {
 public:
    PinReader(std::string_view text, const fs::path& file, Quoting quoting = Quoting::allowed)
        : text_(text), file_(file), quoting_(quoting) {}

    [[nodiscard]] std::vector<Statement> statements() const {
        if (text_.size() > kMaxPinBytes) fail(1, "is longer than 4 KiB");
        std::string_view rest = text_;
        if (rest.starts_with(kByteOrderMark)) rest.remove_prefix(kByteOrderMark.size());
        std::vector<Statement> found;
        int number = 0;
        for (const std::string_view line : split_lines(rest)) {
            ++number;
            check_bytes(line, number);
            const std::string_view content = trim(without_comment(line));
            if (!content.empty()) found.push_back(read_statement(content, number));
        }
        check_form(found);
        return found;
    }

    [[nodiscard]] Pin pin() const {
        Pin pin{file_, {}};
        for (const Statement& statement : statements()) {
            const std::string key(statement.key.empty() ? kCuda : statement.key);
            const std::string value(unquoted(statement));
            check_value(key, value, statement.line);
            const bool is_new = pin.values.emplace(key, PinValue{value, statement.line}).second;
            if (!is_new) fail(statement.line, "names " + key + " twice");
        }
        return pin;
    }

 private:
    [[noreturn]] void fail(int line, const std::string& reason) const {
        throw Error(ErrorKind::usage,
                    file_.string() + ":" + std::to_string(line) + ": the pin " + reason,
                    "write one version such as 11.2, or lines such as \"cuda: 11.2\" and "
                    "\"cudnn: 8.9\"");
    }

    [[nodiscard]] bool may_quote() const { return quoting_ == Quoting::allowed; }
    /// ` "text"`, or nothing.
    [[nodiscard]] std::string quoted(const std::string& text) const {
        return may_quote() ? " \"" + text + "\"" : "";
    }

    void check_bytes(std::string_view line, int number) const {
        const bool has_control = std::any_of(line.begin(), line.end(), [](char c) {
            const auto byte = static_cast<unsigned char>(c);
            return (byte < 0x20 && c != '\t') || byte == 0x7F;
        });
        if (has_control) fail(number, "contains a control character");
    }

    /// As in YAML, '#' starts a comment at the start of a line or after a blank.
    static std::string_view without_comment(std::string_view line) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            const bool at_start = i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t';
            if (line[i] == '#' && at_start) return line.substr(0, i);
        }
        return line;
    }

    [[nodiscard]] Statement read_statement(std::string_view content, int line) const {
        const std::size_t colon = content.find(':');
        if (colon == std::string_view::npos) return {{}, content, line};
        const std::string_view key = trim(content.substr(0, colon));
        const std::string_view after = content.substr(colon + 1);
        if (key.empty()) fail(line, "has a value without a key");
        if (trim(after).empty())
            fail(line, may_quote() ? "has no value for " + std::string(key) : "has no value");
        if (after.front() != ' ' && after.front() != '\t') fail(line, "needs a blank after \":\"");
        return {key, trim(after), line};
    }

    void check_form(const std::vector<Statement>& found) const {
        if (found.empty()) fail(1, "names no CUDA version");
        for (const Statement& statement : found) {
            if (statement.key.empty() && found.size() > 1) {
                fail(statement.line, "mixes a bare value with other lines");
            }
        }
        const bool has_cuda = std::any_of(found.begin(), found.end(), [](const auto& statement) {
            return statement.key.empty() || statement.key == kCuda;
        });
        if (!has_cuda) fail(found.front().line, "names no CUDA version");
    }

    [[nodiscard]] std::string_view unquoted(const Statement& statement) const {
        const std::string_view raw = statement.raw;
        const char quote = raw.front();
        if (quote != '"' && quote != '\'') return raw;
        if (raw.size() < 3 || raw.back() != quote) fail(statement.line, "has an unfinished quote");
        return raw.substr(1, raw.size() - 2);
    }

    void check_value(const std::string& key, const std::string& value, int line) const {
        if (key == "profile" || key == "compat") {
            const bool is_known =
                key == "profile" ? find_profile(value).has_value() : find_compat(value).has_value();
            if (!is_known) fail(line, "has an unknown " + key + quoted(value));
            return;
        }
        if (key != kCuda && !find_library(key)) fail(line, "has an unknown key" + quoted(key));
        const Spec spec = checked_spec(value, line);
        const Spec::Kind kind = spec.kind();
        if (key == kCuda ? kind == Spec::Kind::none
                         : kind == Spec::Kind::system || kind == Spec::Kind::name) {
            fail(line, "cannot ask for " + key + quoted(value));
        }
        if (!may_quote() && !is_plain_request(spec))
            fail(line, "is a link, which may ask for a release only");
    }

    [[nodiscard]] Spec checked_spec(const std::string& value, int line) const {
        try {
            return parse_spec(value);
        } catch (const Error& error) {
            fail(line, "has a bad value" + (may_quote() ? ": " + error.message() : ""));
        }
    }

    std::string_view text_;
    const fs::path& file_;
    Quoting quoting_;
};

/// YAML readers take '>', '!' and the like at the start of a value for syntax.
std::string quoted_for_yaml(const std::string& value) {
    const bool is_plain = value.find_first_of("<>=!,") == std::string::npos;
    return is_plain ? value : '"' + value + '"';
}

}  // namespace

Spec Pin::cuda() const {
    return parse_spec(values.at(std::string(kCuda)).text);
}

int Pin::line() const {
    return values.at(std::string(kCuda)).line;
}

std::map<Product, Spec> Pin::libraries() const {
    std::map<Product, Spec> found;
    for (const auto& [key, value] : values) {
        if (const auto library = find_library(key)) found.emplace(*library, parse_spec(value.text));
    }
    return found;
}

std::optional<std::string> Pin::find(const std::string& key) const {
    const auto found = values.find(key);
    if (found == values.end()) return std::nullopt;
    return found->second.text;
}

Pin parse_pin(std::string_view text, const fs::path& file, Quoting quoting) {
    return PinReader(text, file, quoting).pin();
}

std::string render_pin(std::string_view existing, const std::string& cuda) {
    if (existing.empty()) return cuda + "\n";
    const fs::path file = ".cudaenv";
    for (const Statement& statement : PinReader(existing, file).statements()) {
        if (!statement.key.empty() && statement.key != kCuda) continue;
        const auto begin = static_cast<std::size_t>(statement.raw.data() - existing.data());
        std::string text(existing);
        text.replace(
            begin, statement.raw.size(), statement.key.empty() ? cuda : quoted_for_yaml(cuda));
        return text;
    }
    return cuda + "\n";
}

}  // namespace cudaenv::selection
