// SPDX-License-Identifier: Apache-2.0
// YAML text, read by yaml-cpp: its events straight into a tree.
#include "formats/tree_builder.hpp"

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

/// Collects the events of one document.
class YamlEvents : public YAML::EventHandler {
 public:
    explicit YamlEvents(std::size_t deepest) : tree_(deepest) {}

    [[nodiscard]] Node take_root() { return tree_.take_root(); }

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
    void OnSequenceEnd() override { tree_.close(); }
    void OnMapStart(const YAML::Mark& mark,
                    const std::string& /*tag*/,
                    YAML::anchor_t /*anchor*/,
                    YAML::EmitterStyle::value /*style*/) override {
        descend(Node::Kind::map, mark);
    }
    void OnMapEnd() override { tree_.close(); }

 private:
    void descend(Node::Kind kind, const YAML::Mark& mark) {
        Node* const node = tree_.open(kind);
        if (node == nullptr) {
            throw YamlFault{
                line_of(mark), fmt::format("nested deeper than {} levels", tree_.deepest()), true};
        }
        node->line = line_of(mark);
    }
    Node& add(Node::Kind kind, const YAML::Mark& mark) {
        Node& node = tree_.add(kind);
        node.line = line_of(mark);
        return node;
    }

    TreeBuilder tree_;
};

}  // namespace

std::variant<std::optional<Document>, YamlFault> read_first_yaml(std::string_view text,
                                                                 const std::string& file,
                                                                 std::size_t deepest) {
    std::istringstream input{std::string(text)};
    try {
        YAML::Parser parser(input);
        YamlEvents first(deepest);
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
        YamlEvents first(kDeepest);
        if (!parser.HandleNextDocument(first))
            throw YamlFault{1, "expected one YAML document, found none"};
        // No further than the second: of some texts yaml-cpp 0.7 reads documents without end.
        YamlEvents second(kDeepest);
        if (parser.HandleNextDocument(second))
            throw YamlFault{1, "expected one YAML document, found another"};
        return {first.take_root(), file};
    } catch (const YAML::Exception& error) {
        throw Error(
            ErrorKind::integrity,
            fmt::format("{}:{}: not readable as YAML: {}", file, line_of(error.mark), error.msg));
    } catch (const YamlFault& fault) {
        throw Error(ErrorKind::integrity, fmt::format("{}:{}: {}", file, fault.line, fault.reason));
    }
}

}  // namespace cudaenv::formats
