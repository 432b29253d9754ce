// SPDX-License-Identifier: Apache-2.0
// What the cuda-toolkit meta project requires: the few forms of Requires-Dist lines that it uses.
#pragma once

#include "catalog/upstream/wheel_project.hpp"

#include <cudaenv/formats/version_clause.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::catalog {

/// "nvidia-cublas==13.1.0.3.*" or "nvidia-nvjitlink<14,>=13.2.78".
class WheelRequirement {
 public:
    /// Throws Error(integrity) naming `where` for a form that is not used here.
    static WheelRequirement parse(std::string_view line, const std::string& where);

    [[nodiscard]] const std::string& project() const { return project_; }
    /// True when the line is for the extra that names every component.
    [[nodiscard]] bool is_for_all() const { return for_all_; }
    /// The version to take for a platform: the newest one that an exact pin admits; of a range its
    /// lowest, which is what that release was built with. Withdrawn ones only when nothing else
    /// fits; nullptr when nothing does.
    [[nodiscard]] const Wheel* choose(const std::vector<Wheel>& wheels, Platform platform) const;

 private:
    enum class Operator { equal, equal_prefix, at_least, less };
    struct Clause {
        Operator op = Operator::equal;
        formats::PythonVersion version;
    };

    static Clause parse_clause(const formats::VersionClause& written, const std::string& where);
    [[nodiscard]] bool admits(const formats::PythonVersion& version) const;
    [[nodiscard]] bool is_range() const;

    std::string project_;
    bool for_all_ = false;
    std::vector<Clause> clauses_;
};

}  // namespace cudaenv::catalog
