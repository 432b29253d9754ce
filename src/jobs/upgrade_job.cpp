// SPDX-License-Identifier: Apache-2.0
// What is newer than an installed environment.
#include "cli/upgrade.hpp"

#include <cudaenv/store/environment_name.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cudaenv::cli {

namespace {

Spec series_of(const std::string& version, std::size_t components) {
    return parse_spec(parse_version(version).truncated(components).text());
}

void add_if_newer(std::vector<Change>& changes,
                  const std::string& product,
                  const std::string& from,
                  const Version& to) {
    const Version old = parse_version(from);
    if (old < to) changes.push_back({product, old, to});
}

}  // namespace

resolve::Request upgrade_request(resolve::Request request, const store::Record& record) {
    request.cuda = series_of(record.toolkit, 2);
    request.cudnn = parse_spec("none");
    request.libraries.clear();
    for (const auto& [library, version] : record.libraries)
        request.ask_for_library(library, series_of(version, 1));
    request.profile = find_profile(record.profile).value_or(request.profile);
    if (record.host_compiler && record.host_compiler->origin == CompilerOrigin::store) {
        request.host_compiler = CompilerWish::gcc(record.host_compiler->version.major_number());
    }
    return request;
}

std::vector<Change> newer_parts(const store::Record& record,
                                const resolve::Resolution& resolution) {
    std::vector<Change> changes;
    add_if_newer(changes, "cuda", record.toolkit, resolution.toolkit);
    for (const resolve::ChosenLibrary& library : resolution.libraries) {
        const auto installed = record.libraries.find(library.name);
        if (installed != record.libraries.end())
            add_if_newer(changes, library.name, installed->second, library.version);
    }
    return changes;
}

std::string change_words(const std::vector<Change>& changes) {
    std::vector<std::string> words;
    for (const Change& change : changes) {
        words.push_back(fmt::format("{} {} -> {}",
                                    change.product == "cuda" ? "CUDA" : change.product,
                                    change.from.text(),
                                    change.to.text()));
    }
    return fmt::format("{}", fmt::join(words, ", "));
}

bool has_own_name(const store::Record& record) {
    return record.name != store::default_environment_name(record.toolkit, record.libraries);
}

bool has_statics(const store::Record& record) {
    return std::any_of(
        record.archives.begin(), record.archives.end(), [](const store::RecordedArchive& archive) {
            return archive.entries.size() > 1;
        });
}

}  // namespace cudaenv::cli
