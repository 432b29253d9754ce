// SPDX-License-Identifier: Apache-2.0
// A resolution as words and as JSON.
#include "cli/decision_rows.hpp"
#include "cli/resolution_text.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace cudaenv::cli {

namespace {

using resolve::Resolution;
using resolve::Verdict;

std::string runs(const Resolution& resolution, const machine::Machine& machine) {
    const std::string driver = machine.driver ? machine.driver->version.text() : "";
    switch (resolution.verdict) {
        case Verdict::native:
            return fmt::format("runs natively on driver {}", driver);
        case Verdict::minor_compat:
            return fmt::format("runs in minor-version compatibility on driver {}", driver);
        case Verdict::forward_compat:
            return fmt::format("runs with forward compatibility on driver {}", driver);
        case Verdict::compile_only:
            return resolution.min_driver
                       ? fmt::format(
                             "compiles here (no driver); its programs need driver {} or newer",
                             resolution.min_driver->text())
                       : "compiles here (no driver)";
        case Verdict::unsupported:
            return "compiles here, runs on other machines";
    }
    return {};
}

using Lines = std::vector<std::string>;

Lines render_decision(const Resolution& resolution) {
    Lines lines{fmt::format("{:<8} {}", resolution.toolkit.text(), resolution.reason)};
    if (!resolution.layers.empty()) lines.push_back("  " + resolution.layers);
    append(lines, component_rows(resolution));
    for (const std::string& note : resolution.notes) lines.push_back("  note: " + note);
    return lines;
}

Lines render_passed_over(const Resolution& resolution) {
    Lines lines;
    if (!resolution.rejected.empty()) lines.emplace_back("  passed over");
    for (const resolve::Rejected& rejected : resolution.rejected)
        lines.push_back(fmt::format("    {:<8} {}", rejected.release.text(), rejected.words));
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
        "  all {} releases that match {}", resolution.weighed.size(), resolution.request)};
    for (const auto& [verdict, heading] : kGroups) {
        Lines group;
        for (const resolve::Weighed& each : resolution.weighed) {
            if (each.verdict != verdict) continue;
            group.push_back(fmt::format("      {:<8} {}{}",
                                        each.release.text(),
                                        each.release == resolution.toolkit ? "chosen: " : "",
                                        each.words));
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
        lines.push_back(fmt::format("    {}{}", rule.words, source));
    }
    return lines;
}

}  // namespace

std::string render_headline(const Resolution& resolution, const machine::Machine& machine) {
    std::string text = fmt::format("CUDA {}", resolution.toolkit.text());
    for (const resolve::ChosenLibrary& library : resolution.libraries) {
        text +=
            fmt::format(" + {} {}", resolve::library_title(library.name), library.version.text());
    }
    if (resolution.host_compiler.origin == "store") {
        text += fmt::format(" + GCC {}", resolution.host_compiler.version.text());
    }
    return fmt::format("{}, {}", text, runs(resolution, machine));
}

std::vector<std::string> render_resolution(const Resolution& resolution) {
    Lines lines = render_decision(resolution);
    append(lines, render_passed_over(resolution));
    append(lines, citation_rows(resolution.citations));
    return lines;
}

std::vector<std::string> render_explanation(const Resolution& resolution) {
    Lines lines = render_decision(resolution);
    append(lines, render_weighed(resolution));
    append(lines, render_rules(resolution));
    append(lines, citation_rows(resolution.citations));
    return lines;
}

nlohmann::ordered_json resolution_json(const Resolution& resolution,
                                       const machine::Machine& machine,
                                       const std::string& driver_cuda) {
    using Json = nlohmann::ordered_json;
    Json json{{"schema", 1}, {"request", resolution.request}};
    json["toolkit"] = {{"release", resolution.toolkit.text()},
                       {"verdict", resolve::verdict_text(resolution.verdict)}};
    json["toolkit"]["min_driver"] =
        resolution.min_driver ? Json(resolution.min_driver->text()) : Json();
    json["libraries"] = Json::array();
    for (const resolve::ChosenLibrary& library : resolution.libraries) {
        json["libraries"].push_back({{"name", library.name}, {"version", library.version.text()}});
    }
    const resolve::ChosenCompiler& compiler = resolution.host_compiler;
    json["host_compiler"] = {{"kind", compiler.kind},
                             {"version", compiler.version.text()},
                             {"origin", compiler.origin},
                             {"path", compiler.path}};
    json["source"] = resolution.source.empty() ? Json() : Json(resolution.source);
    json["machine"] = {{"driver", machine.driver ? Json(machine.driver->version.text()) : Json()},
                       {"cuda", driver_cuda.empty() ? Json() : Json(driver_cuda)},
                       {"gpus", Json::array()}};
    for (const Version& gpu : machine::capabilities(machine))
        json["machine"]["gpus"].push_back(gpu.text());
    json["rejected"] = Json::array();
    for (const resolve::Rejected& rejected : resolution.rejected) {
        json["rejected"].push_back({{"release", rejected.release.text()},
                                    {"reason", rejected.reason},
                                    {"needs", rejected.needs}});
    }
    json["notes"] = resolution.notes;
    return json;
}

}  // namespace cudaenv::cli
