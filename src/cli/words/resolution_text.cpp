// SPDX-License-Identifier: Apache-2.0
// A resolution as words and as JSON.
#include "cli/words/resolution_text.hpp"

#include "cli/words/decision_rows.hpp"

#include <cudaenv/explain/judgement.hpp>
#include <cudaenv/explain/note.hpp>
#include <cudaenv/explain/resolution.hpp>

#include <fmt/format.h>

#include <array>
#include <utility>

namespace cudaenv::cli {

namespace {

using resolve::Resolution;
using resolve::Verdict;

using Lines = std::vector<std::string>;

Lines render_decision(const Resolution& resolution) {
    Lines lines{
        fmt::format("{:<8} {}", resolution.toolkit.text(), explain::toolkit_reason(resolution))};
    lines.push_back("  " + explain::layers(resolution));
    append(lines, component_rows(resolution));
    for (const std::string& note : explain::words(resolution.notes))
        lines.push_back("  note: " + note);
    return lines;
}

Lines render_passed_over(const Resolution& resolution) {
    Lines lines;
    if (!resolution.rejected.empty()) lines.emplace_back("  passed over");
    for (const resolve::Rejected& rejected : resolution.rejected) {
        lines.push_back(
            fmt::format("    {:<8} {}", rejected.release().text(), explain::words(rejected)));
    }
    return lines;
}

/// Headings of the verdicts, in the order of preference.
constexpr std::array<std::pair<Verdict, std::string_view>, 5> kGroups{{
    {Verdict::native, "runs natively"},
    {Verdict::compile_only, "compiles here"},
    {Verdict::minor_compat, "runs in minor-version compatibility"},
    {Verdict::forward_compat, "runs in forward compatibility"},
    {Verdict::unsupported, "does not run here"},
}};

Lines render_weighed(const Resolution& resolution) {
    Lines lines{fmt::format(
        "  all {} releases that match {}", resolution.weighed.size(), resolution.request.text())};
    for (const auto& [verdict, heading] : kGroups) {
        Lines group;
        for (const resolve::Weighed& each : resolution.weighed) {
            const Version& release = each.judgement.toolkit;
            if (each.judgement.verdict != verdict) continue;
            group.push_back(fmt::format("      {:<8} {}{}",
                                        release.text(),
                                        release == resolution.toolkit ? "chosen: " : "",
                                        explain::words(each)));
        }
        if (!group.empty()) lines.push_back(fmt::format("    {}", heading));
        append(lines, group);
    }
    return lines;
}

Lines render_rules(const Resolution& resolution) {
    Lines lines{"  rules that decided"};
    for (const resolve::Rule& rule : resolution.rules) {
        const std::string source = rule.source.empty() ? "" : fmt::format(" [{}]", rule.source);
        lines.push_back(fmt::format("    {}{}", explain::words(rule), source));
    }
    return lines;
}

nlohmann::ordered_json version_json(const std::optional<Version>& version) {
    return version ? nlohmann::ordered_json(version->text()) : nlohmann::ordered_json();
}

}  // namespace

std::string render_headline(const Resolution& resolution) {
    std::string text = fmt::format("CUDA {}", resolution.toolkit.text());
    for (const resolve::ChosenLibrary& library : resolution.libraries) {
        text += fmt::format(" + {} {}", product_title(library.product), library.version.text());
    }
    if (resolution.host_compiler.origin == CompilerOrigin::store) {
        text += fmt::format(" + GCC {}", resolution.host_compiler.version.text());
    }
    return fmt::format("{}, {}", text, explain::run_words(resolution.judgement));
}

std::vector<std::string> render_resolution(const Resolution& resolution) {
    Lines lines = render_decision(resolution);
    append(lines, render_passed_over(resolution));
    append(lines, citation_rows(resolution.citations));
    return lines;
}

std::vector<std::string> render_grounds(const Resolution& resolution) {
    Lines lines = render_weighed(resolution);
    append(lines, render_rules(resolution));
    return lines;
}

std::vector<std::string> render_explanation(const Resolution& resolution) {
    Lines lines = render_decision(resolution);
    append(lines, render_grounds(resolution));
    append(lines, citation_rows(resolution.citations));
    return lines;
}

nlohmann::ordered_json resolution_json(const Resolution& resolution,
                                       const machine::Machine& machine) {
    using Json = nlohmann::ordered_json;
    const auto& judgement = resolution.judgement;
    Json json{{"schema", 1}, {"request", resolution.request.text()}};
    json["toolkit"] = {{"release", resolution.toolkit.text()},
                       {"verdict", resolve::verdict_text(judgement.verdict)}};
    json["toolkit"]["min_driver"] = version_json(judgement.named_driver);
    json["toolkit"]["native_driver"] = version_json(judgement.min_driver);
    json["libraries"] = Json::array();
    for (const resolve::ChosenLibrary& library : resolution.libraries) {
        json["libraries"].push_back(
            {{"name", product_text(library.product)}, {"version", library.version.text()}});
    }
    const resolve::ChosenCompiler& compiler = resolution.host_compiler;
    const bool is_none = compiler.origin == CompilerOrigin::none;
    json["host_compiler"] = {{"kind", is_none ? "" : compiler_kind_text(compiler.kind)},
                             {"version", compiler.version.text()},
                             {"origin", compiler_origin_text(compiler.origin)},
                             {"path", compiler.path}};
    json["source"] = resolution.source ? Json(source_text(*resolution.source)) : Json();
    const auto& driver = judgement.driver;
    json["machine"] = {{"driver", driver ? Json(driver->version.text()) : Json()},
                       {"cuda", driver ? version_json(driver->cuda) : Json()},
                       {"gpus", Json::array()}};
    for (const Version& gpu : machine::capabilities(machine))
        json["machine"]["gpus"].push_back(gpu.text());
    json["rejected"] = Json::array();
    for (const resolve::Rejected& rejected : resolution.rejected) {
        const auto needs = rejected.needed_driver();
        json["rejected"].push_back({{"release", rejected.release().text()},
                                    {"reason", resolve::reason_text(rejected.why.reason)},
                                    {"needs", needs ? needs->text() : ""}});
    }
    json["notes"] = explain::words(resolution.notes);
    return json;
}

}  // namespace cudaenv::cli
