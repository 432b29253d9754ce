// SPDX-License-Identifier: Apache-2.0
// What the cuda-toolkit meta project requires.
#include "catalog/upstream/wheel_requirement.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/requirement.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace cudaenv::catalog {

namespace {

Error unknown_form(std::string_view text, const std::string& where) {
    return {ErrorKind::integrity,
            fmt::format("{}: the requirement \"{}\" is of an unknown form", where, text)};
}

formats::Requirement read_requirement(std::string_view line, const std::string& where) {
    try {
        formats::Requirement requirement = formats::parse_requirement(line);
        if (requirement.extras.empty() && requirement.url.empty()) return requirement;
    } catch (const Error&) {
        // Its words are for who typed the requirement; this one stands in upstream's metadata.
    }
    throw unknown_form(line, where);
}

}  // namespace

WheelRequirement WheelRequirement::parse(std::string_view line, const std::string& where) {
    const formats::Requirement read = read_requirement(line, where);
    WheelRequirement requirement;
    requirement.project_ = read.name;
    const std::string marker = replace_all(read.marker, "\"", "'");
    requirement.for_all_ = marker.find("extra == 'all'") != std::string::npos;
    for (const formats::VersionClause& clause : formats::split_version_clauses(read.specifier))
        requirement.clauses_.push_back(parse_clause(clause, where));
    return requirement;
}

WheelRequirement::Clause WheelRequirement::parse_clause(const formats::VersionClause& written,
                                                        const std::string& where) {
    const std::optional<Version> version = find_version(written.version);
    const auto with = [&](Operator op) { return Clause{op, formats::PythonVersion(*version)}; };
    if (version && written.op == "==")
        return with(written.is_prefix ? Operator::equal_prefix : Operator::equal);
    if (version && written.op == ">=" && !written.is_prefix) return with(Operator::at_least);
    if (version && written.op == "<" && !written.is_prefix) return with(Operator::less);
    throw unknown_form(written.text, where);
}

bool WheelRequirement::admits(const formats::PythonVersion& version) const {
    return std::all_of(clauses_.begin(), clauses_.end(), [&](const Clause& clause) {
        switch (clause.op) {
            case Operator::equal:
                return version == clause.version;
            case Operator::equal_prefix:
                return version.begins_with(clause.version.version());
            case Operator::at_least:
                return version >= clause.version;
            case Operator::less:
                return version < clause.version;
        }
        return false;
    });
}

bool WheelRequirement::is_range() const {
    return std::any_of(clauses_.begin(), clauses_.end(), [](const Clause& clause) {
        return clause.op == Operator::at_least;
    });
}

const Wheel* WheelRequirement::choose(const std::vector<Wheel>& wheels, Platform platform) const {
    const auto is_better = [&](const Wheel& left, const Wheel& right) {
        if (left.yanked != right.yanked) return right.yanked;
        return is_range() ? left.version < right.version : left.version > right.version;
    };
    const Wheel* chosen = nullptr;
    for (const Wheel& wheel : wheels) {
        if (wheel.platform != platform || !admits(wheel.version)) continue;
        if (chosen == nullptr || is_better(wheel, *chosen)) chosen = &wheel;
    }
    return chosen;
}

}  // namespace cudaenv::catalog
