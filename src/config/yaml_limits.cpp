// SPDX-License-Identifier: Apache-2.0
// Listens to the parser, which calls as it goes: its own recursion is ended too.
#include "config/yaml_limits.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <cstddef>
#include <sstream>

namespace cudaenv::config {

namespace {

constexpr std::size_t kDeepest = 8;

class Limits : public YAML::EventHandler {
 public:
    void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {}
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
        throw YAML::ParserException(mark, "aliases are not allowed here");
    }
    void OnScalar(const YAML::Mark& /*mark*/,
                  const std::string& /*tag*/,
                  YAML::anchor_t /*anchor*/,
                  const std::string& /*value*/) override {}
    void OnSequenceStart(const YAML::Mark& mark,
                         const std::string& /*tag*/,
                         YAML::anchor_t /*anchor*/,
                         YAML::EmitterStyle::value /*style*/) override {
        descend(mark);
    }
    void OnSequenceEnd() override { --depth_; }
    void OnMapStart(const YAML::Mark& mark,
                    const std::string& /*tag*/,
                    YAML::anchor_t /*anchor*/,
                    YAML::EmitterStyle::value /*style*/) override {
        descend(mark);
    }
    void OnMapEnd() override { --depth_; }

 private:
    void descend(const YAML::Mark& mark) {
        if (++depth_ > kDeepest) throw YAML::ParserException(mark, "it is nested too deep");
    }

    std::size_t depth_ = 0;
};

}  // namespace

void check_yaml_limits(const std::string& text) {
    std::istringstream input(text);
    YAML::Parser parser(input);
    Limits limits;
    parser.HandleNextDocument(limits);
}

}  // namespace cudaenv::config
