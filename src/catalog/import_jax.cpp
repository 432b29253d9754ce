// SPDX-License-Identifier: Apache-2.0
// The collected releases of JAX: one documented state, and what the change log said before.
#include "catalog/framework_rows.hpp"
#include "catalog/version_ranges.hpp"

#include <cudaenv/base/text.hpp>

namespace cudaenv::catalog {

namespace {

/// The version in ">=9.8,<10": JAX refuses a library older than the one it was built against.
std::optional<Version> find_least(YamlMap& fields, const std::string& key) {
    const auto span = find_version_span(replace_all(find_known_text(fields, key), ",", " "));
    return span ? span->from : std::nullopt;
}

/// {cuda13: {built_with: "13.0", …}, cuda12: {…}}.
FrameworkRow import_documented(YamlMap& fields, CollectedSources& sources) {
    FrameworkRow row = start_row(fields, "jax", sources);
    row.to.reset();
    YamlMap extras(fields.require("extras"));
    for (const auto& [extra, value] : extras.take_rest()) {
        YamlMap entry(value);
        const YamlValue remark = entry.require("built_with");
        const std::vector<Version> built = versions_in(remark.text());
        if (built.empty()) remark.fail("no CUDA version is named");
        FrameworkBuild build;
        build.cuda = *std::max_element(built.begin(), built.end());
        build.min_cuda = find_least(entry, "requires_cuda");
        build.cudnn = find_least(entry, "cudnn");
        build.nccl = find_least(entry, "nccl");
        build.min_driver = find_known_version(entry, "min_driver_linux");
        build.min_cc = find_known_version(entry, "min_cc");
        row.builds.push_back(std::move(build));
        if (built.size() > 1) row.note = extra + ": " + remark.text();
    }
    finish_builds(row);
    row.default_cuda.reset();
    return row;
}

/// The version behind `mark`, "9.1" of "cuDNN >=9.1" by "cuDNN >=".
std::optional<Version> find_behind(std::string_view text, std::string_view mark) {
    const std::size_t begin = text.find(mark);
    if (begin == std::string_view::npos) return std::nullopt;
    const auto versions = versions_in(text.substr(begin + mark.size()));
    if (versions.empty()) return std::nullopt;
    return versions.front();
}

/// What the change log has said so far.
class ChangeLog {
 public:
    void apply(const std::string& change) {
        const bool names_builds = change.starts_with("CUDA ") &&
                                  change.find(" and ") != std::string::npos &&
                                  change.find_first_of("+(") == std::string::npos;
        if (names_builds) {
            builds_.clear();
            for (const Version& cuda : versions_in(change)) add(cuda);
        }
        if (const auto cuda = find_behind(change, "built with CUDA ")) {
            builds_.clear();
            add(*cuda);
        }
        if (change.find(" dropped)") != std::string::npos) {
            const auto dropped = find_behind(change, "(");
            std::erase_if(builds_, [&](const FrameworkBuild& build) {
                return dropped && build.cuda == *dropped;
            });
        }
        if (const auto least = find_behind(change, "CUDA >=")) min_cuda_ = least;
        if (const auto cudnn = find_behind(change, "cuDNN >=")) cudnn_ = cudnn;
    }

    /// The cuDNN and the oldest toolkit are said of the builds for CUDA 12.
    [[nodiscard]] std::vector<FrameworkBuild> builds() const {
        std::vector<FrameworkBuild> builds = builds_;
        for (FrameworkBuild& build : builds) {
            if (build.cuda.major_number() < 12) continue;
            build.min_cuda = min_cuda_;
            build.cudnn = cudnn_;
        }
        return builds;
    }

 private:
    void add(const Version& cuda) {
        FrameworkBuild build;
        build.cuda = cuda;
        builds_.push_back(std::move(build));
    }

    std::vector<FrameworkBuild> builds_;
    std::optional<Version> min_cuda_;
    std::optional<Version> cudnn_;
};

}  // namespace

std::vector<FrameworkRow> import_jax(YamlMap& section, CollectedSources& sources) {
    std::vector<FrameworkRow> rows;
    ChangeLog log;
    const std::vector<YamlValue> newest_first = section.require("releases").list();
    for (auto item = newest_first.rbegin(); item != newest_first.rend(); ++item) {
        YamlMap fields(*item);
        const auto change = find_known(fields, "change");
        if (change) log.apply(change->text());
        FrameworkRow row =
            change ? start_row(fields, "jax", sources) : import_documented(fields, sources);
        if (change) {
            row.builds = log.builds();
            row.note = change->text();
        }
        finish_builds(row);
        row.default_cuda.reset();
        row.bundles_runtime = true;
        if (!rows.empty()) rows.back().to = version_before(row.from);
        if (!row.builds.empty()) rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace cudaenv::catalog
