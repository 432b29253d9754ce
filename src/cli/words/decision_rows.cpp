// SPDX-License-Identifier: Apache-2.0
// The lines that every decision is printed with, for a release or for a framework.
#include "cli/words/decision_rows.hpp"

#include <cudaenv/explain/compiler.hpp>
#include <cudaenv/explain/library.hpp>

#include <fmt/format.h>

namespace cudaenv::cli {

namespace {

std::string compiler_label(const resolve::ChosenCompiler& compiler) {
    if (compiler.origin == CompilerOrigin::none) return "none";
    return fmt::format("{} {}", compiler_kind_text(compiler.kind), compiler.version.text());
}

}  // namespace

std::string decision_row(std::string_view label, std::string_view what, std::string_view words) {
    return fmt::format("  {:<9} {:<11} {}", label, what, words);
}

std::vector<std::string> component_rows(const resolve::Resolution& resolution) {
    std::vector<std::string> rows;
    for (const resolve::ChosenLibrary& library : resolution.libraries) {
        rows.push_back(decision_row(product_title(library.product),
                                    library.version.text(),
                                    explain::reason_words(library)));
    }
    const resolve::ChosenCompiler& compiler = resolution.host_compiler;
    rows.push_back(
        decision_row("compiler", compiler_label(compiler), explain::reason_words(compiler)));
    if (resolution.source)
        rows.push_back(fmt::format("  {:<9} {}", "source", source_text(*resolution.source)));
    return rows;
}

std::vector<std::string> citation_rows(const std::vector<std::string>& documents) {
    std::vector<std::string> rows;
    if (!documents.empty()) rows.emplace_back("  sources of these numbers");
    for (const std::string& document : documents) rows.push_back("    " + document);
    return rows;
}

void append(std::vector<std::string>& lines, const std::vector<std::string>& more) {
    lines.insert(lines.end(), more.begin(), more.end());
}

}  // namespace cudaenv::cli
