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

std::string render_decision(const Resolution& resolution) {
    std::string text = fmt::format("{:<8} {}\n", resolution.toolkit.text(), resolution.reason);
    if (!resolution.layers.empty()) text += fmt::format("  {}\n", resolution.layers);
    text += component_rows(resolution);
    for (const std::string& note : resolution.notes) text += fmt::format("  note: {}\n", note);
    return text;
}

std::string render_passed_over(const Resolution& resolution) {
    std::string text;
    if (!resolution.rejected.empty()) text += "  passed over\n";
    for (const resolve::Rejected& rejected : resolution.rejected)
        text += fmt::format("    {:<8} {}\n", rejected.release.text(), rejected.words);
    return text;
}

/// Headings of the verdicts, in the order of preference.
constexpr std::array<std::pair<Verdict, std::string_view>, 5> kGroups{{
    {Verdict::native, "runs natively"},
    {Verdict::compile_only, "compiles here"},
    {Verdict::minor_compat, "runs in minor-version compatibility"},
    {Verdict::forward_compat, "runs in forward compatibility"},
    {Verdict::unsupported, "does not run here"},
}};

std::string render_weighed(const Resolution& resolution) {
    std::string text = fmt::format(
        "  all {} releases that match {}\n", resolution.weighed.size(), resolution.request);
    for (const auto& [verdict, heading] : kGroups) {
        std::string group;
        for (const resolve::Weighed& each : resolution.weighed) {
            if (each.verdict != verdict) continue;
            group += fmt::format("      {:<8} {}{}\n",
                                 each.release.text(),
                                 each.release == resolution.toolkit ? "chosen: " : "",
                                 each.words);
        }
        if (!group.empty()) text += fmt::format("    {}\n{}", heading, group);
    }
    return text;
}

std::string render_rules(const Resolution& resolution) {
    std::string text = "  rules that decided\n";
    for (const resolve::Rule& rule : resolution.rules) {
        const std::string source = rule.source.empty() ? "" : fmt::format(" [{}]", rule.source);
        text += fmt::format("    {}{}\n", rule.words, source);
    }
    return text;
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

std::string render_resolution(const Resolution& resolution) {
    return render_decision(resolution) + render_passed_over(resolution) +
           citation_rows(resolution.citations);
}

std::string render_explanation(const Resolution& resolution) {
    return render_decision(resolution) + render_weighed(resolution) + render_rules(resolution) +
           citation_rows(resolution.citations);
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
