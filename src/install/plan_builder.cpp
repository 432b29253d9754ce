// SPDX-License-Identifier: Apache-2.0
// Puts archives into a plan.
#include "install/plan_builder.hpp"

#include "install/left_to_fetch.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/digest/hash.hpp>
#include <cudaenv/store/entries.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace cudaenv::install {

using catalog::Archive;

PlanBuilder::PlanBuilder(const PlanOptions& options, const Supplies& supplies)
    : options_(options), supplies_(supplies) {
    store::Record& record = environment_.record;
    record.spec = options.spec;
    record.profile = options.profile;
    record.platform = options.platform;
    record.components = options.components;
    if (!options.trusted_lock) return;
    record.project = options.trusted_lock->project.string();
    record.lock = digest::hash_bytes(options.trusted_lock->text);
    environment_.trusted_lock = options.trusted_lock->text;
}

void PlanBuilder::add_release(const catalog::Release& release,
                              SourceName source,
                              const std::vector<const Archive*>& archives,
                              const Version& toolkit) {
    const source::Purpose purpose{options_.platform,
                                  release.find_offer(source)->provides,
                                  release.product,
                                  release.version,
                                  toolkit};
    for (const Archive* archive : archives) add_archive(*archive, source, purpose);
}

void PlanBuilder::add_archive(const Archive& archive,
                              SourceName source,
                              const source::Purpose& purpose) {
    const source::Source& origin = require_source(source);
    std::vector<std::string> entries(source::kParts);
    const Voucher voucher = voucher_of(archive);
    entries[source::kCore] = archive_entry(archive, origin, purpose, source::kCore, voucher);
    if (options_.with_statics) {
        entries[source::kStatics] =
            archive_entry(archive, origin, purpose, source::kStatics, voucher);
    }
    add({source, purpose, {{archive, origin.label(archive)}}, std::move(entries)});
}

std::string PlanBuilder::add_compiler(const catalog::Release& release,
                                      SourceName source,
                                      const std::vector<Archive>& archives) {
    const source::Source& origin = require_source(source);
    StoreStep step{
        source,
        {options_.platform, catalog::Provides::compiler, release.product, release.version},
        {},
        {}};
    std::vector<const Archive*> all;
    Voucher voucher = Voucher::catalogue;
    for (const Archive& archive : archives) {
        all.push_back(&archive);
        if (voucher_of(archive) == Voucher::lock) voucher = Voucher::lock;
        step.archives.push_back({archive, origin.label(archive)});
    }
    std::string entry = compiler_entry(release.version, all, origin, voucher);
    step.entries = {entry};
    add(std::move(step));
    return entry;
}

void PlanBuilder::add(StoreStep step) {
    step.in_store =
        std::all_of(step.entries.begin(), step.entries.end(), [this](const std::string& entry) {
            return entry.empty() || store::has_entry(supplies_.layout, entry);
        });
    if (!step.in_store) plan_.download += left_to_fetch(step, supplies_.layout);
    for (const PlannedArchive& planned : step.archives) note(planned.archive, step);
    plan_.steps.push_back(std::move(step));
}

void PlanBuilder::note(const Archive& archive, const StoreStep& step) {
    std::vector<std::string> used;
    for (const std::string& entry : step.entries) {
        if (!entry.empty()) used.push_back(entry);
    }
    environment_.record.archives.push_back({archive.component,
                                            archive.file_name(),
                                            archive.sha256,
                                            archive.size.value_or(ByteCount{}),
                                            step.source,
                                            std::move(used)});
}

Plan PlanBuilder::finish() {
    plan_.environment = std::move(environment_);
    return std::move(plan_);
}

Plan PlanBuilder::finish_steps() {
    return std::move(plan_);
}

Voucher PlanBuilder::voucher_of(const Archive& archive) const {
    const auto& lock = options_.trusted_lock;
    return lock && lock->archives.contains(archive.sha256) ? Voucher::lock : Voucher::catalogue;
}

const source::Source& PlanBuilder::require_source(SourceName name) const {
    const auto found = supplies_.sources.find(name);
    if (found == supplies_.sources.end()) {
        throw Error(ErrorKind::not_found,
                    fmt::format("source {} is not in use", source_text(name)));
    }
    return *found->second;
}

}  // namespace cudaenv::install
