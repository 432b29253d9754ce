// SPDX-License-Identifier: Apache-2.0
// A tokenizer for words, quoted values, braces and semicolons; then one pass with a stack of
// scopes.
#include "config/apt_conf.hpp"

#include <cudaenv/base/text.hpp>

#include <algorithm>
#include <vector>

namespace cudaenv::config {
namespace {

/// Every scope spells the way to it.
constexpr std::size_t kDeepest = 64;

struct Token {
    std::string text;
    bool is_quoted = false;
};

class Tokenizer {
 public:
    explicit Tokenizer(std::string_view text) : rest_(text) {}

    std::optional<Token> next() {
        skip_blanks_and_comments();
        if (rest_.empty()) return std::nullopt;
        if (rest_.front() == '"') return quoted();
        if (is_mark(rest_.front())) return Token{take(1)};
        std::size_t end = 0;
        while (end < rest_.size() && !is_mark(rest_[end]) && !is_blank(rest_[end]) &&
               rest_[end] != '"')
            ++end;
        return Token{take(end)};
    }

 private:
    static bool is_mark(char c) { return c == '{' || c == '}' || c == ';'; }
    static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

    std::string take(std::size_t count) {
        std::string taken(rest_.substr(0, count));
        rest_.remove_prefix(count);
        return taken;
    }

    Token quoted() {
        const std::size_t end = std::min(rest_.find('"', 1), rest_.size());
        Token token{std::string(rest_.substr(1, end - 1)), true};
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        return token;
    }

    void skip_through(std::string_view end) {
        const std::size_t found = rest_.find(end, 1);
        rest_.remove_prefix(found == std::string_view::npos ? rest_.size() : found + end.size());
    }

    void skip_blanks_and_comments() {
        while (!rest_.empty()) {
            if (is_blank(rest_.front())) {
                rest_.remove_prefix(1);
            } else if (rest_.front() == '#' || rest_.starts_with("//")) {
                skip_through("\n");
            } else if (rest_.starts_with("/*")) {
                skip_through("*/");
            } else {
                return;
            }
        }
    }

    std::string_view rest_;
};

}  // namespace

std::optional<std::string> find_apt_setting(std::string_view text, std::string_view name) {
    const std::string wanted = to_lower(name);
    std::optional<std::string> value;
    std::vector<std::string> scopes{""};
    std::string path;
    Tokenizer tokens(text);
    while (const std::optional<Token> token = tokens.next()) {
        if (token->is_quoted) {
            if (path == wanted) value = token->text;
        } else if (token->text == "{") {
            if (scopes.size() == kDeepest) return value;
            scopes.push_back(path + "::");
            path.clear();
        } else if (token->text == "}") {
            if (scopes.size() > 1) scopes.pop_back();
            path.clear();
        } else if (token->text == ";") {
            path.clear();
        } else if (path.empty()) {
            path = scopes.back() + to_lower(token->text);
        } else if (path == wanted) {
            // apt accepts values without quotes too.
            value = token->text;
        }
    }
    return value;
}

}  // namespace cudaenv::config
