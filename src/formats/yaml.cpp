// SPDX-License-Identifier: Apache-2.0
// YAML text, read by yaml-cpp: its events straight into a tree.
#include <cudaenv/base/error.hpp>
#include <cudaenv/formats/yaml.hpp>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <sstream>
#include <utility>

namespace cudaenv::formats {

namespace {

constexpr std::size_t kDeepest = 64;

unsigned line_of(const YAML::Mark& mark) {
    return static_cast<unsigned>(mark.line + 1);
}

/// Collects the events of one document; `open` is the way from the root to where the next node
/// belongs.
class TreeBuilder : public YAML::EventHandler {
 public:
    explicit TreeBuilder(std::size_t deepest) : deepest_(deepest) {}

    [[nodiscard]] Node take_root() { return std::move(root_); }

    void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
        add(Node::Kind::null, mark);
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
        throw YamlFault{line_of(mark), "aliases are not allowed here"};
    }
    void OnScalar(const YAML::Mark& mark,
                  const std::string& /*tag*/,
                  YAML::anchor_t /*anchor*/,
                  const std::string& value) override {
        add(Node::Kind::text, mark).text = value;
    }
    void OnSequenceStart(const YAML::Mark& mark,
                         const std::string& /*tag*/,
                         YAML::anchor_t /*anchor*/,
                         YAML::EmitterStyle::value /*style*/) override {
        descend(Node::Kind::list, mark);
    }
    void OnSequenceEnd() override { open_.pop_back(); }
    void OnMapStart(const YAML::Mark& mark,
                    const std::string& /*tag*/,
                    YAML::anchor_t /*anchor*/,
                    YAML::EmitterStyle::value /*style*/) override {
        descend(Node::Kind::map, mark);
    }
    void OnMapEnd() override { open_.pop_back(); }

 private:
    /// The parser calls as it goes: this ends its own recursion too.
    void descend(Node::Kind kind, const YAML::Mark& mark) {
        if (open_.size() == deepest_) {
            throw YamlFault{
                line_of(mark), fmt::format("nested deeper than {} levels", deepest_), true};
        }
        open_.push_back(&add(kind, mark));
    }
    /// The reference holds until a sibling is added, which happens only after this node is closed.
    Node& add(Node::Kind kind, const YAML::Mark& mark) {
        Node& node = open_.empty() ? root_ : open_.back()->items.emplace_back();
        node.kind = kind;
        node.line = line_of(mark);
        return node;
    }

    std::size_t deepest_;
    Node root_;
    std::vector<Node*> open_;
};

}  // namespace

std::variant<std::optional<Document>, YamlFault> read_first_yaml(std::string_view text,
                                                                 const std::string& file,
                                                                 std::size_t deepest) {
    std::istringstream input{std::string(text)};
    try {
        YAML::Parser parser(input);
        TreeBuilder first(deepest);
        if (!parser.HandleNextDocument(first)) return std::nullopt;
        return Document(first.take_root(), file);
    } catch (const YAML::Exception& error) {
        return YamlFault{line_of(error.mark), error.msg};
    } catch (YamlFault& fault) {
        return std::move(fault);
    }
}

Document parse_yaml(std::string_view text, const std::string& file) {
    std::istringstream input{std::string(text)};
    try {
        YAML::Parser parser(input);
        TreeBuilder first(kDeepest);
        std::size_t documents = parser.HandleNextDocument(first) ? 1 : 0;
        for (TreeBuilder next(kDeepest); parser.HandleNextDocument(next);) ++documents;
        if (documents == 1) return {first.take_root(), file};
        throw YamlFault{1, fmt::format("expected one YAML document, found {}", documents)};
    } catch (const YAML::Exception& error) {
        throw Error(
            ErrorKind::integrity,
            fmt::format("{}:{}: not readable as YAML: {}", file, line_of(error.mark), error.msg));
    } catch (const YamlFault& fault) {
        throw Error(ErrorKind::integrity, fmt::format("{}:{}: {}", file, fault.line, fault.reason));
    }
}

}  // namespace cudaenv::formats
