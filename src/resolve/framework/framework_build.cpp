// SPDX-License-Identifier: Apache-2.0
// Which release and which build of a framework a question means.
#include "resolve/framework/framework_build.hpp"

#include "resolve/framework/unlisted.hpp"

#include <cudaenv/base/text.hpp>

#include <algorithm>

namespace cudaenv::resolve {

namespace {

using catalog::FrameworkBuild;
using catalog::FrameworkRow;
using catalog::FrameworkTable;

/// Newest first.
std::vector<const FrameworkRow*> rows_of(const std::string& framework,
                                         const FrameworkTable& table) {
    std::vector<const FrameworkRow*> rows;
    for (const auto& row : table.rows) {
        if (row.framework == framework) rows.push_back(&row);
    }
    std::sort(rows.begin(), rows.end(), [](const auto* left, const auto* right) {
        return left->from > right->from;
    });
    return rows;
}

const Version& last_release(const FrameworkRow& row) {
    return row.to ? *row.to : row.from;
}

/// The versions that a spec mentions, whatever it says about them.
std::vector<Version> mentioned(const Spec& spec) {
    std::vector<Version> versions;
    for (const auto piece : split(spec.text(), ',')) {
        const auto digits = std::min(piece.find_first_of("0123456789"), piece.size());
        if (auto version = find_version(trim(piece.substr(digits))))
            versions.push_back(*std::move(version));
    }
    return versions;
}

/// Whether the spec matches `version`, and it is none of what `!=` excludes: "!=2.5" is the whole
/// series, "!=2.5.0" that release only.
bool admits(const Spec& spec, const Version& version) {
    if (!spec.matches(version)) return false;
    const auto pieces = split(spec.text(), ',');
    return std::none_of(pieces.begin(), pieces.end(), [&](std::string_view piece) {
        piece = trim(piece);
        if (!piece.starts_with("!=")) return false;
        const auto excluded = find_version(trim(piece.substr(2)));
        return excluded && excluded->numbers().size() <= version.numbers().size() &&
               excluded->is_prefix_of(version);
    });
}

/// Whether the row is that of `version`; a pre-release belongs to the release that it precedes.
bool has_release(const FrameworkRow& row, const Version& version, const FrameworkTable& table) {
    return table.find_row(row.framework, version.truncated(version.numbers().size())) == &row;
}

/// How a release of the row that satisfies the spec is called; nullopt when none does. A row stands
/// for patch releases that it does not list, so what the spec mentions is tried, and a later patch.
std::optional<std::string> matching_release(const FrameworkRow& row,
                                            const Spec& spec,
                                            const FrameworkTable& table) {
    if (spec.kind() == Spec::Kind::latest) return last_release(row).text();
    for (const auto& version : mentioned(spec)) {
        const bool exact = spec.kind() == Spec::Kind::version && version == spec.version();
        if (exact && has_release(row, version, table)) return version.text();
    }
    const auto any_patch = find_version(last_release(row).text() + ".99999");
    if (admits(spec, last_release(row)) || (any_patch && admits(spec, *any_patch)))
        return last_release(row).text();
    for (const auto& version : mentioned(spec)) {
        if (admits(spec, version) && has_release(row, version, table)) return version.text();
    }
    if (admits(spec, row.from)) return row.from.text();
    return std::nullopt;
}

/// "cu124" means CUDA 12.4, whatever patch it was built with; "cuda12" any of that major, and a row
/// that knows only the major of its builds means every minor.
bool is_meant(const Version& cuda, const FrameworkBuild& build) {
    const auto known = build.cuda.truncated(2);
    return cuda.truncated(2).is_prefix_of(known) ||
           (known.numbers().size() == 1 && known.is_prefix_of(cuda));
}

const FrameworkBuild* find_default(const FrameworkRow& row) {
    if (!row.default_cuda) return nullptr;
    const auto found =
        std::find_if(row.builds.begin(), row.builds.end(), [&](const FrameworkBuild& build) {
            return row.default_cuda->truncated(2) == build.cuda.truncated(2);
        });
    return found == row.builds.end() ? nullptr : &*found;
}

/// The default build if it is among those meant, else the newest of them.
const FrameworkBuild* find_build(const FrameworkRow& row, const std::optional<Version>& cuda) {
    const auto* usual = find_default(row);
    if (usual != nullptr && (!cuda || is_meant(*cuda, *usual))) return usual;
    const auto found =
        std::find_if(row.builds.rbegin(), row.builds.rend(), [&](const FrameworkBuild& build) {
            return !cuda || is_meant(*cuda, build);
        });
    return found == row.builds.rend() ? nullptr : &*found;
}

BuildReason build_reason(const FrameworkRow& row,
                         const FrameworkBuild& build,
                         const FrameworkQuestion& question) {
    if (row.builds.size() == 1) return BuildReason::only_one;
    if (question.cuda) return BuildReason::asked_for;
    return &build == find_default(row) ? BuildReason::usual : BuildReason::newest;
}

UnknownFrameworkBuild unknown_build(const FrameworkQuestion& question, const FrameworkRow& row) {
    UnknownFrameworkBuild unknown{
        question.framework, question.release, *question.cuda, last_release(row), {}};
    for (const auto& build : row.builds) unknown.builds.push_back(build.cuda);
    return unknown;
}

/// The releases just below and above what the spec mentions, else the newest.
std::vector<Version> nearest_releases(const std::vector<const FrameworkRow*>& newest_first,
                                      const Spec& spec) {
    const auto versions = mentioned(spec);
    const FrameworkRow* above = nullptr;
    const FrameworkRow* below = nullptr;
    for (const auto* row : newest_first) {
        if (!versions.empty() && row->from > versions.front()) {
            above = row;
        } else if (below == nullptr) {
            below = row;
        }
    }
    std::vector<Version> nearest;
    if (below != nullptr) nearest.push_back(last_release(*below));
    if (above != nullptr) nearest.push_back(above->from);
    return nearest;
}

}  // namespace

std::variant<FrameworkChoice, Refusal> choose_framework(const FrameworkQuestion& question,
                                                        const FrameworkTable& table) {
    if (auto unlisted = choose_unlisted(question, table)) return *std::move(unlisted);
    const auto rows = rows_of(question.framework, table);
    if (rows.empty()) return UnknownFramework{question.framework, table.frameworks()};
    const FrameworkRow* without_build = nullptr;
    for (const auto* row : rows) {
        const auto release = matching_release(*row, question.release, table);
        if (!release) continue;
        if (const auto* build = find_build(*row, question.cuda))
            return FrameworkChoice{row, *release, *build, build_reason(*row, *build, question)};
        if (without_build == nullptr) without_build = row;
    }
    const bool exact = question.release.kind() == Spec::Kind::version;
    // Who builds from source, before the release, may take any CUDA.
    const bool from_source = exact && question.release.version().is_prerelease();
    if (without_build != nullptr && !from_source) return unknown_build(question, *without_build);
    if (question.cuda && exact) {
        FrameworkBuild build;
        build.cuda = *question.cuda;
        return FrameworkChoice{nullptr, question.release.text(), build, BuildReason::told};
    }
    return UnknownFrameworkRelease{
        question.framework, question.release, nearest_releases(rows, question.release)};
}

}  // namespace cudaenv::resolve
