// SPDX-License-Identifier: Apache-2.0
// The lines that every decision is printed with, for a release or for a framework.
#include "cli/decision_rows.hpp"

#include <fmt/format.h>

namespace cudaenv::cli {

namespace {

std::string compiler_label(const resolve::ChosenCompiler& compiler) {
    if (compiler.origin == "none") return "none";
    return fmt::format("{} {}", compiler.kind, compiler.version.text());
}

}  // namespace

std::string decision_row(std::string_view label, std::string_view what, std::string_view words) {
    return fmt::format("  {:<9} {:<11} {}\n", label, what, words);
}

std::string component_rows(const resolve::Resolution& resolution) {
    std::string text;
    for (const resolve::ChosenLibrary& library : resolution.libraries) {
        text += decision_row(
            resolve::library_title(library.name), library.version.text(), library.reason);
    }
    const resolve::ChosenCompiler& compiler = resolution.host_compiler;
    text += decision_row("compiler", compiler_label(compiler), compiler.reason);
    if (!resolution.source.empty())
        text += fmt::format("  {:<9} {}\n", "source", resolution.source);
    return text;
}

std::string citation_rows(const std::vector<std::string>& documents) {
    std::string text;
    if (!documents.empty()) text += "  sources of these numbers\n";
    for (const std::string& document : documents) text += fmt::format("    {}\n", document);
    return text;
}

}  // namespace cudaenv::cli
