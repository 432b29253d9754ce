// SPDX-License-Identifier: Apache-2.0
// What `cudaenv install` says.
#include "cli/install_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::cli {

namespace {

bool offers_toolkit(const catalog::Summary& summary, const std::string& source, Platform platform) {
    return std::any_of(
        summary.offers.begin(), summary.offers.end(), [&](const catalog::Summary::Offered& offer) {
            return offer.source == source && offer.provides == catalog::Provides::toolkit &&
                   std::find(offer.platforms.begin(), offer.platforms.end(), platform) !=
                       offer.platforms.end();
        });
}

const catalog::Summary* find_toolkit(const resolve::CatalogView& view, const Version& version) {
    const auto found = std::find_if(
        view.toolkits.begin(), view.toolkits.end(), [&version](const catalog::Summary& summary) {
            return summary.version == version;
        });
    return found == view.toolkits.end() ? nullptr : &*found;
}

}  // namespace

std::vector<std::string> plan_words(const resolve::Resolution& resolution,
                                    const install::Plan& plan) {
    std::vector<std::string> lines;
    if (!resolution.host_compiler.reason.empty() && !resolution.host_compiler.is_default) {
        lines.push_back(resolution.host_compiler.reason);
    }
    lines.push_back(plan.download.value == 0 ? "everything is in the store: nothing to download"
                                             : fmt::format("from {}, {} to download",
                                                           resolution.source,
                                                           render_bytes(plan.download)));
    lines.insert(lines.end(), plan.notes.begin(), plan.notes.end());
    return lines;
}

std::vector<std::string> plan_lines(const install::Plan& plan) {
    std::vector<std::string> lines;
    for (const install::PlannedArchive& planned : plan.archives) {
        lines.push_back(fmt::format("{:<24} {:<16} {:>9}  {:<8} {}",
                                    planned.archive.component,
                                    planned.archive.version,
                                    render_bytes(planned.archive.size.value_or(ByteCount{})),
                                    planned.in_store ? "in store" : planned.source,
                                    planned.archive.file_name()));
    }
    return lines;
}

std::vector<std::string> passed_over_warnings(const resolve::Resolution& resolution,
                                              const resolve::Request& request,
                                              const Reasons& reasons,
                                              const resolve::CatalogView& view,
                                              Platform platform) {
    std::vector<std::string> lines;
    const catalog::Summary* toolkit = find_toolkit(view, resolution.toolkit);
    for (const std::string& source : request.sources) {
        if (source == resolution.source) break;
        const auto reason = reasons.find(source);
        if (reason == reasons.end() || toolkit == nullptr ||
            !offers_toolkit(*toolkit, source, platform))
            continue;
        lines.push_back(fmt::format("source {} passed over: {}", source, reason->second));
    }
    return lines;
}

Error unreachable_error(const resolve::Resolution& resolution,
                        const resolve::Request& request,
                        const Reasons& reasons,
                        const resolve::CatalogView& view,
                        Platform platform) {
    const catalog::Summary* toolkit = find_toolkit(view, resolution.toolkit);
    std::vector<std::string> causes;
    for (const std::string& source : request.sources) {
        const auto reason = reasons.find(source);
        if (reason == reasons.end() || toolkit == nullptr ||
            !offers_toolkit(*toolkit, source, platform))
            continue;
        causes.push_back(fmt::format("source {} has it, but: {}", source, reason->second));
    }
    const std::string version = resolution.toolkit.text();
    Error error =
        causes.empty()
            ? Error(ErrorKind::not_found,
                    fmt::format("no source that cudaenv can use here has CUDA {}", version))
            : Error(ErrorKind::network, fmt::format("CUDA {} cannot be fetched now", version));
    for (std::string& cause : causes) error.add_detail(std::move(cause));
    if (resolution.nearest_available) {
        error.set_hint(
            fmt::format("cudaenv install {}      the nearest release that can be fetched now",
                        resolution.nearest_available->text()));
    } else {
        error.set_hint(
            "check the connection and the proxy variables, or configure a mirror in config.yaml");
    }
    return error;
}

const catalog::Summary& require_compiler(const std::vector<catalog::Summary>& compilers,
                                         unsigned major,
                                         const machine::Machine& machine) {
    std::vector<std::string> known;
    for (const catalog::Summary& summary : compilers) {
        known.push_back(fmt::format("gcc-{}", summary.version.major_number()));
        if (summary.version.major_number() != major) continue;
        if (summary.min_glibc && machine.glibc && *machine.glibc < *summary.min_glibc) {
            throw Error(ErrorKind::refused,
                        fmt::format("GCC {} needs glibc {}, this machine has {}",
                                    summary.version.text(),
                                    summary.min_glibc->text(),
                                    machine.glibc->text()),
                        "choose an older one");
        }
        return summary;
    }
    throw Error(ErrorKind::not_found,
                fmt::format("gcc-{} is not in the catalogue", major),
                fmt::format("known: {}", fmt::join(known, " ")));
}

nlohmann::ordered_json install_json(const install::Plan* plan,
                                    const std::string& name,
                                    const std::filesystem::path& path,
                                    ByteCount downloaded,
                                    double seconds) {
    using Json = nlohmann::ordered_json;
    Json json{
        {"schema", 1}, {"environment", name}, {"path", path.string()}, {"archives", Json::array()}};
    if (plan != nullptr) {
        for (const install::PlannedArchive& planned : plan->archives) {
            json["archives"].push_back({{"component", planned.archive.component},
                                        {"file", planned.archive.file_name()},
                                        {"sha256", planned.archive.sha256.hex()},
                                        {"size", planned.archive.size.value_or(ByteCount{}).value},
                                        {"source", planned.source},
                                        {"from_store", planned.in_store}});
        }
    }
    json["downloaded"] = downloaded.value;
    json["seconds"] = seconds;
    return json;
}

}  // namespace cudaenv::cli
