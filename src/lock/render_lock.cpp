// SPDX-License-Identifier: Apache-2.0
// A lock as text: one archive a line, so that a changed one is a line of a diff.
#include <cudaenv/lock/lock.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <tuple>

namespace cudaenv::lock {

namespace {

using Json = nlohmann::ordered_json;

struct Line {
    Platform platform;
    const catalog::Offer* offer;
    const catalog::Archive* archive;
};

std::vector<Line> sorted_lines(const catalog::Release& release) {
    std::vector<Line> lines;
    for (const catalog::Offer& offer : release.offers) {
        for (const auto& [platform, archives] : offer.archives) {
            for (const catalog::Archive& archive : archives)
                lines.push_back({platform, &offer, &archive});
        }
    }
    const auto key = [](const Line& line) {
        return std::tuple(platform_text(line.platform),
                          line.offer->source,
                          std::string_view(line.archive->path),
                          line.archive->sha256);
    };
    std::sort(lines.begin(), lines.end(), [&key](const Line& left, const Line& right) {
        return key(left) < key(right);
    });
    return lines;
}

std::string render_line(const Line& line) {
    Json json{{"platform", platform_text(line.platform)},
              {"source", source_text(line.offer->source)},
              {"provides", catalog::provides_text(line.offer->provides)},
              {"component", line.archive->component},
              {"version", line.archive->version},
              {"path", line.archive->path},
              {"sha256", line.archive->sha256.hex()}};
    if (line.archive->size) json["size"] = line.archive->size->value;
    if (!line.archive->variant.empty()) json["variant"] = line.archive->variant;
    return json.dump();
}

std::string render_release(const catalog::Release& release) {
    std::vector<std::string> lines;
    for (const Line& line : sorted_lines(release)) lines.push_back("        " + render_line(line));
    std::string text = fmt::format("    {{\n      \"product\": {},\n      \"version\": {},\n",
                                   Json(product_text(release.product)).dump(),
                                   Json(release.version.text()).dump());
    if (release.min_glibc)
        text += fmt::format("      \"min_glibc\": {},\n", Json(release.min_glibc->text()).dump());
    return text +
           fmt::format("      \"archives\": [\n{}\n      ]\n    }}", fmt::join(lines, ",\n"));
}

}  // namespace

std::string archive_lines(const Lock& lock, Platform platform) {
    std::vector<std::string> lines;
    for (const catalog::Release& release : lock.releases) {
        for (const Line& line : sorted_lines(release)) {
            if (line.platform != platform) continue;
            lines.push_back(fmt::format("{} {} {}\n",
                                        product_text(release.product),
                                        release.version.text(),
                                        render_line(line)));
        }
    }
    std::sort(lines.begin(), lines.end());
    return fmt::format("{}", fmt::join(lines, ""));
}

std::string render_lock(const Lock& lock) {
    std::vector<const catalog::Release*> sorted;
    for (const catalog::Release& release : lock.releases) sorted.push_back(&release);
    std::sort(sorted.begin(), sorted.end(), [](const auto* left, const auto* right) {
        if (left->product != right->product) return left->product < right->product;
        return left->version < right->version;
    });
    std::vector<std::string> releases;
    releases.reserve(sorted.size());
    for (const catalog::Release* release : sorted) releases.push_back(render_release(*release));
    return fmt::format(
        "{{\n  \"schema\": 1,\n  \"catalogue\": {},\n  \"pin\": {},\n  \"profile\": {},\n"
        "  \"host_compiler\": {},\n  \"releases\": [\n{}\n  ]\n}}\n",
        lock.catalogue,
        Json(lock.pin).dump(),
        Json(profile_text(lock.profile)).dump(),
        Json(compiler_wish_text(lock.host_compiler)).dump(),
        fmt::join(releases, ",\n"));
}

}  // namespace cudaenv::lock
