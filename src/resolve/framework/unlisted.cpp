// SPDX-License-Identifier: Apache-2.0
// Answers by what the question itself tells.
#include "resolve/framework/unlisted.hpp"

#include <algorithm>

namespace cudaenv::resolve {

namespace {

bool has_rows(const std::string& framework, const catalog::FrameworkTable& table) {
    return std::any_of(table.rows.begin(), table.rows.end(), [&](const auto& row) {
        return row.framework == framework;
    });
}

/// A release that is left open has no name.
FrameworkChoice told_by(const FrameworkQuestion& question) {
    const bool exact = question.release.kind() == Spec::Kind::version;
    catalog::FrameworkBuild build;
    build.cuda = *question.cuda;
    return {nullptr, exact ? question.release.text() : std::string(), build, BuildReason::told};
}

}  // namespace

std::optional<std::variant<FrameworkChoice, Refusal>> choose_unlisted(
    const FrameworkQuestion& question, const catalog::FrameworkTable& table) {
    const bool is_listed = question.container.empty() && has_rows(question.framework, table);
    if (is_listed) return std::nullopt;
    if (question.cuda) return told_by(question);
    if (!question.container.empty())
        return ContainerBuild{question.framework, question.release, question.container};
    if (!question.goes_with.empty())
        return UnknownCompanion{question.framework, question.release, question.goes_with};
    return std::nullopt;
}

}  // namespace cudaenv::resolve
