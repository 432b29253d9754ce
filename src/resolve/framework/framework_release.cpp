// SPDX-License-Identifier: Apache-2.0
// Which releases of a framework's rows a question means.
#include "resolve/framework/framework_release.hpp"

#include <cudaenv/base/text.hpp>

#include <algorithm>

namespace cudaenv::resolve {

namespace {

using catalog::FrameworkRow;
using catalog::FrameworkTable;

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

/// The series that the row ends with: "2.14" of 2.14.0 and its patches.
const Version& last_series(const FrameworkRow& row) {
    return row.to ? *row.to : row.from;
}

}  // namespace

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

const FrameworkRow* find_named_row(const std::string& framework,
                                   const Spec& spec,
                                   const FrameworkTable& table) {
    if (spec.kind() != Spec::Kind::version) return nullptr;
    const auto& version = spec.version();
    return table.find_row(framework, version.truncated(version.numbers().size()));
}

std::optional<std::string> matching_release(const FrameworkRow& row,
                                            const Spec& spec,
                                            const FrameworkTable& table) {
    if (spec.kind() == Spec::Kind::latest || admits(spec, row.last_release()))
        return row.last_release().text();
    const auto& last = last_series(row);
    const auto any_patch = find_version(last.text() + ".99999");
    if (admits(spec, last) || (any_patch && admits(spec, *any_patch))) return last.text();
    for (const auto& version : mentioned(spec)) {
        if (admits(spec, version) && has_release(row, version, table)) return version.text();
    }
    if (admits(spec, row.from)) return row.from.text();
    return std::nullopt;
}

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
    if (below != nullptr) nearest.push_back(below->last_release());
    if (above != nullptr) nearest.push_back(above->from);
    return nearest;
}

}  // namespace cudaenv::resolve
