// SPDX-License-Identifier: Apache-2.0
// What `cudaenv install` says.
#include "cli/words/install_words.hpp"

#include <cudaenv/explain/advice.hpp>
#include <cudaenv/explain/compiler.hpp>
#include <cudaenv/explain/note.hpp>

#include <fmt/format.h>

namespace cudaenv::cli {

namespace {

std::string words(const source::Obstacle& obstacle) {
    const std::string cure = explain::cure_words(obstacle.cure);
    return cure.empty() ? obstacle.reason : fmt::format("{}: {}", obstacle.reason, cure);
}

nlohmann::ordered_json archives_json(const install::Plan& plan) {
    auto json = nlohmann::ordered_json::array();
    for (const install::StoreStep& step : plan.steps) {
        for (const auto& [archive, label] : step.archives) {
            json.push_back({{"component", archive.component},
                            {"file", archive.file_name()},
                            {"sha256", archive.sha256.hex()},
                            {"size", archive.size.value_or(ByteCount{}).value},
                            {"source", source_text(step.source)},
                            {"from_store", step.in_store}});
        }
    }
    return json;
}

}  // namespace

std::vector<std::string> plan_words(const resolve::Resolution& resolution,
                                    const install::Plan& plan) {
    std::vector<std::string> lines;
    if (!resolution.host_compiler.is_default)
        lines.push_back(explain::reason_words(resolution.host_compiler));
    lines.push_back(plan.download.value == 0 ? "everything is in the store: nothing to download"
                                             : fmt::format("from {}, {} to download",
                                                           source_text(resolution.source.value()),
                                                           render_bytes(plan.download)));
    for (const std::string& note : explain::words(resolution.notes)) lines.push_back(note);
    return lines;
}

std::vector<std::string> plan_lines(const install::Plan& plan) {
    std::vector<std::string> lines;
    for (const install::StoreStep& step : plan.steps) {
        for (const auto& [archive, label] : step.archives) {
            lines.push_back(fmt::format("{:<24} {:<16} {:>9}  {:<8} {}",
                                        archive.component,
                                        archive.version,
                                        render_bytes(archive.size.value_or(ByteCount{})),
                                        step.in_store ? "in store" : source_text(step.source),
                                        archive.file_name()));
        }
    }
    return lines;
}

std::string passed_over_words(const jobs::PassedOverSource& source) {
    return fmt::format(
        "source {} passed over: {}", source_text(source.source), words(source.obstacle));
}

std::string replaced_library_words(const jobs::ReplacedLibrary& library) {
    const auto& [missed, taken] = library;
    return fmt::format(
        "{} {} cannot be had now (source {} could not be reached): {} from {} instead",
        product_title(missed.product),
        missed.version.text(),
        source_text(missed.source),
        taken.version.text(),
        source_text(taken.source));
}

std::string change_words(const std::vector<jobs::Change>& changes) {
    std::vector<std::string> words;
    words.reserve(changes.size());
    for (const jobs::Change& change : changes) {
        words.push_back(fmt::format(
            "{} {} -> {}", product_title(change.product), change.from.text(), change.to.text()));
    }
    return fmt::format("{}", fmt::join(words, ", "));
}

Error unreachable_error(const std::string& what,
                        const std::vector<SourceName>& offering,
                        const Obstacles& obstacles,
                        const std::optional<Version>& nearest) {
    Error error = offering.empty()
                      ? Error(ErrorKind::not_found,
                              fmt::format("no source that cudaenv can use here has {}", what))
                      : Error(ErrorKind::network, fmt::format("{} cannot be fetched now", what));
    for (const SourceName source : offering) {
        if (const auto found = obstacles.find(source); found != obstacles.end()) {
            error.add_detail(fmt::format(
                "source {} has it, but: {}", source_text(source), words(found->second)));
        }
    }
    error.set_hint(
        nearest
            ? fmt::format("cudaenv install {}      the nearest release that can be fetched now",
                          nearest->text())
            : "check the connection and the proxy variables, or configure a mirror in config.yaml");
    return error;
}

Error not_offered_error(const std::string& what,
                        const std::vector<SourceName>& asked,
                        const std::vector<SourceName>& offering) {
    return {ErrorKind::not_found,
            fmt::format("{} is not offered by {}", what, fmt::join(source_texts(asked), " or ")),
            offering.empty()
                ? "nobody offers it for this platform"
                : fmt::format("sources that offer it: {}", fmt::join(source_texts(offering), " "))};
}

Error unknown_compiler_error(const jobs::UnknownCompiler& unknown) {
    std::vector<std::string> known;
    for (const unsigned major : unknown.known) known.push_back(fmt::format("gcc-{}", major));
    return {ErrorKind::not_found,
            fmt::format("gcc-{} is not in the catalogue", unknown.major),
            fmt::format("known: {}", fmt::join(known, " "))};
}

Error compiler_glibc_error(const jobs::CompilerNeedsGlibc& needs) {
    return {ErrorKind::refused,
            fmt::format("GCC {} needs glibc {}, this machine has {}",
                        needs.compiler.text(),
                        needs.needed.text(),
                        needs.here.text()),
            "choose an older one"};
}

nlohmann::ordered_json install_json(const InstallReport& report) {
    using Json = nlohmann::ordered_json;
    Json json{{"schema", 1},
              {"environment", report.name},
              {"path", report.path.string()},
              {"archives", report.plan == nullptr ? Json::array() : archives_json(*report.plan)}};
    json["downloaded"] = report.downloaded.value;
    json["seconds"] = report.seconds;
    json["dry_run"] = report.dry_run;
    return json;
}

}  // namespace cudaenv::cli
