// SPDX-License-Identifier: Apache-2.0
// The collected releases of PyTorch: each has several builds, one of which a plain install gives.
#include "catalog/framework_rows.hpp"
#include "catalog/version_ranges.hpp"

#include <cudaenv/base/text.hpp>

namespace cudaenv::catalog {

namespace {

/// "cu126" of 12.6.3.
std::string wheel_tag(const Version& cuda) {
    return fmt::format("cu{}{}", cuda.major_number(), cuda.minor_number());
}

/// "… NCCL 2.29.3 (cu126) / 2.30.7; …": one for all builds, or one for a named build and one for
/// the others. Two without a name cannot be told apart.
void import_nccl(FrameworkRow& row) {
    constexpr std::string_view mark = "NCCL ";
    const std::size_t begin = row.note.find(mark);
    if (begin == std::string::npos) return;
    const std::string_view rest = std::string_view(row.note).substr(begin + mark.size());
    const auto pieces = split(rest.substr(0, rest.find(';')), '/');
    const auto last = find_version(split_words(pieces.back()).front());
    const std::size_t tag = pieces.front().find("(cu");
    if (!last || pieces.size() > 2 || (pieces.size() == 2 && tag == std::string_view::npos)) return;
    const auto named = find_version(split_words(pieces.front()).front());
    for (FrameworkBuild& build : row.builds) {
        const bool is_named = tag != std::string_view::npos &&
                              pieces.front().find(wheel_tag(build.cuda)) != std::string_view::npos;
        build.nccl = is_named ? named : last;
    }
}

FrameworkRow import_row(YamlMap& fields, CollectedSources& sources) {
    FrameworkRow row = start_row(fields, "torch", sources);
    YamlMap builds(fields.require("cuda"));
    for (const auto& [cuda, cudnn] : builds.take_rest()) {
        FrameworkBuild build;
        build.cuda = parse_version(cuda);
        if (!cudnn.is_null()) build.cudnn = cudnn.version();
        row.builds.push_back(std::move(build));
    }
    finish_builds(row);
    row.default_cuda = find_known_version(fields, "default");
    row.bundles_runtime = true;
    import_nccl(row);
    return row;
}

/// {versions: "2.12 - 2.14", build: "cu130, cu132", sm: ["75", …]}: the oldest GPU of a build.
void import_architectures(YamlMap& fields, std::vector<FrameworkRow>& rows) {
    const auto targets = find_known(fields, "sm");
    if (!targets) return;
    const auto span = find_version_span(fields.require("versions").text());
    const std::string tags = fields.require("build").text();
    const unsigned oldest = targets->list().front().number();
    for (FrameworkRow& row : rows) {
        const bool is_meant = span && row.from.truncated(2) >= span->from.value_or(Version()) &&
                              (!span->to || row.from.truncated(2) <= *span->to);
        if (!is_meant) continue;
        for (FrameworkBuild& build : row.builds) {
            if (tags.find(wheel_tag(build.cuda)) == std::string::npos) continue;
            build.min_cc = parse_version(fmt::format("{}.{}", oldest / 10, oldest % 10));
        }
    }
}

}  // namespace

std::vector<FrameworkRow> import_torch(YamlMap& section, CollectedSources& sources) {
    std::vector<FrameworkRow> rows;
    for (const YamlValue& item : section.require("releases").list()) {
        YamlMap fields(item);
        rows.push_back(import_row(fields, sources));
    }
    if (const auto architectures = find_known(section, "wheel_architectures")) {
        for (const YamlValue& item : architectures->list()) {
            YamlMap fields(item);
            import_architectures(fields, rows);
        }
    }
    return rows;
}

}  // namespace cudaenv::catalog
