// SPDX-License-Identifier: Apache-2.0
// The YAML that cudaenv itself writes, read in one pass.
#include "catalog/yaml_tree.hpp"

#include <algorithm>

namespace cudaenv::catalog {

namespace {

/// Thrown to leave the parser at the first thing it does not know; never leaves this file.
struct NotPlain {};

/// Far more than any of our files; a deeper one is left to a parser that says so.
constexpr std::size_t kDeepest = 32;

bool is_word_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_word_character(char c) {
    return is_word_start(c) || c == '_' || c == '-' || c == '.' || c == '/' || c == '+' || c == '~';
}

class PlainParser {
 public:
    explicit PlainParser(std::string_view text) : text_(text) {}

    YamlNode parse() {
        YamlNode root = block(indent());
        if (!at_end()) throw NotPlain();
        return root;
    }

 private:
    [[nodiscard]] bool at_end() const { return position_ == text_.size(); }
    [[nodiscard]] char peek() const { return at_end() ? '\0' : text_[position_]; }

    bool take(char c) {
        if (peek() != c) return false;
        ++position_;
        return true;
    }

    void expect(char c) {
        if (!take(c)) throw NotPlain();
    }

    void end_line() {
        if (!at_end()) expect('\n');
        ++line_;
    }

    /// Blanks before the line's first character.
    [[nodiscard]] std::size_t indent() const {
        const std::size_t first = std::min(text_.find_first_not_of(' ', position_), text_.size());
        return first - position_;
    }

    [[nodiscard]] YamlNode node(YamlNode::Kind kind) const { return {kind, line_, {}, {}}; }

    YamlNode block(std::size_t depth) {
        const std::size_t first = position_ + depth;
        if (first < text_.size() && text_[first] == '-') return block_list(depth);
        if (first < text_.size() && text_[first] == '{') return own_line(depth);
        return block_map(depth);
    }

    /// A flow map alone on the line after its key.
    YamlNode own_line(std::size_t depth) {
        position_ += depth;
        YamlNode value = flow(0);
        end_line();
        return value;
    }

    YamlNode block_list(std::size_t depth) {
        YamlNode list = node(YamlNode::Kind::list);
        while (!at_end() && indent() == depth) {
            position_ += depth;
            expect('-');
            expect(' ');
            list.items.push_back(flow(0));
            end_line();
        }
        return list;
    }

    YamlNode block_map(std::size_t depth) {
        YamlNode map = node(YamlNode::Kind::map);
        while (!at_end() && indent() == depth) {
            position_ += depth;
            map.items.push_back(scalar());
            expect(':');
            if (take(' ')) {
                map.items.push_back(flow(0));
                end_line();
                continue;
            }
            end_line();
            const std::size_t deeper = indent();
            if (deeper <= depth || deeper > kDeepest) throw NotPlain();
            map.items.push_back(block(deeper));
        }
        if (map.items.empty()) throw NotPlain();
        return map;
    }

    YamlNode flow(std::size_t depth) {
        if (depth > kDeepest) throw NotPlain();
        if (peek() == '{') return flow_map(depth);
        if (peek() == '[') return flow_list(depth);
        return scalar();
    }

    YamlNode flow_map(std::size_t depth) {
        YamlNode map = node(YamlNode::Kind::map);
        expect('{');
        while (!take('}')) {
            if (!map.items.empty()) next_item();
            map.items.push_back(scalar());
            expect(':');
            expect(' ');
            map.items.push_back(flow(depth + 1));
        }
        return map;
    }

    YamlNode flow_list(std::size_t depth) {
        YamlNode list = node(YamlNode::Kind::list);
        expect('[');
        while (!take(']')) {
            if (!list.items.empty()) next_item();
            list.items.push_back(flow(depth + 1));
        }
        return list;
    }

    void next_item() {
        expect(',');
        expect(' ');
    }

    YamlNode scalar() {
        YamlNode value = node(YamlNode::Kind::scalar);
        value.text = take('"') ? quoted() : word();
        return value;
    }

    std::string word() {
        const std::size_t begin = position_;
        if (!is_word_start(peek())) throw NotPlain();
        while (is_word_character(peek())) ++position_;
        std::string word(text_.substr(begin, position_ - begin));
        if (word == "null" || word == "Null" || word == "NULL") throw NotPlain();
        return word;
    }

    std::string quoted() {
        std::string content;
        while (!take('"')) {
            const bool escaped = take('\\');
            const char c = peek();
            if (escaped && c != '"' && c != '\\') throw NotPlain();
            if (static_cast<unsigned char>(c) < 0x20U) throw NotPlain();
            content += c;
            ++position_;
        }
        return content;
    }

    std::string_view text_;
    std::size_t position_ = 0;
    unsigned line_ = 1;
};

}  // namespace

std::optional<YamlNode> parse_plain_yaml(std::string_view text) {
    try {
        return PlainParser(text).parse();
    } catch (const NotPlain&) {
        return std::nullopt;
    }
}

}  // namespace cudaenv::catalog
