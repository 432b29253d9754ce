// SPDX-License-Identifier: Apache-2.0
// Puts archives into a plan, step by step, and into the record of what is planned.
#pragma once

#include "install/composition.hpp"

#include <cudaenv/install/plan.hpp>

#include <string>
#include <vector>

namespace cudaenv::install {

/// Refers to its arguments.
class PlanBuilder {
 public:
    PlanBuilder(const PlanOptions& options, const Supplies& supplies);

    /// Each archive is a step of its own. `toolkit` is that of source::Purpose. Throws
    /// Error(not_found) for an unknown source.
    void add_release(const catalog::Release& release,
                     SourceName source,
                     const std::vector<const catalog::Archive*>& archives,
                     const Version& toolkit = {});
    /// All archives together are one step; returns its entry.
    std::string add_compiler(const catalog::Release& release,
                             SourceName source,
                             const std::vector<catalog::Archive>& archives);

    /// Of the environment: the archives are in it, all else is left to the caller.
    store::Record& record() { return environment_.record; }

    /// What was added, with the environment that is to be made of it.
    Plan finish();
    /// What was added, for itself.
    Plan finish_steps();

 private:
    [[nodiscard]] Voucher voucher_of(const catalog::Archive& archive) const;
    [[nodiscard]] const source::Source& require_source(SourceName name) const;
    void add_archive(const catalog::Archive& archive,
                     SourceName source,
                     const source::Purpose& purpose);
    void add(StoreStep step);
    void note(const catalog::Archive& archive, const StoreStep& step);

    const PlanOptions& options_;
    const Supplies& supplies_;
    EnvironmentStep environment_;
    Plan plan_;
};

}  // namespace cudaenv::install
