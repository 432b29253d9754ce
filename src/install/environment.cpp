// SPDX-License-Identifier: Apache-2.0
// Making the environment itself.
#include "install/environment.hpp"

#include "install/assemble.hpp"
#include "install/judge.hpp"
#include "install/prefix.hpp"
#include "install/seal.hpp"
#include "install/variables.hpp"

#include <cudaenv/digest/hash.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/installed.hpp>
#include <cudaenv/sys/checkpoint.hpp>
#include <cudaenv/sys/files.hpp>

namespace cudaenv::install {

namespace fs = std::filesystem;

namespace {

void assemble(const std::vector<StoreStep>& parts,
              const store::Layout& layout,
              const fs::path& prefix,
              const CancelFlag& cancel) {
    Assembler assembler(prefix, cancel);
    for (const StoreStep& part : parts) {
        if (part.is_compiler()) continue;
        for (const std::string& entry : part.entries) {
            if (!entry.empty()) assembler.add(store::entry_path(layout, entry));
        }
    }
}

PrefixFacts facts_of(const EnvironmentStep& step, const std::vector<StoreStep>& parts) {
    PrefixFacts facts;
    facts.toolkit = step.record.toolkit;
    facts.libraries = step.record.libraries;
    facts.has_clashing_headers = step.has_clashing_headers;
    facts.platform = parts.front().purpose.platform;
    for (const StoreStep& part : parts) {
        if (part.purpose.product != Product::cuda) continue;
        for (const PlannedArchive& planned : part.archives)
            facts.components[planned.archive.component] = planned.archive.version;
    }
    return facts;
}

void write_trusted_lock(TreeWriter& prefix, const std::string& text, store::Record& record) {
    if (!record.lock) return;
    const std::string file = store::trusted_lock_path({}).string();
    prefix.replace_file(file, text, 0444);
    record.files.push_back({file, *record.lock});
}

/// Recorded as a file of ours: who changes it, or cuts it at a line end, is noticed.
void write_activation(TreeWriter& prefix, store::Record& record) {
    const std::string file(store::kActivationFile);
    const std::string text = store::render_activation(make_activation(record, prefix.root()));
    prefix.replace_file(file, text, 0444);
    record.files.push_back({file, digest::hash_bytes(text)});
}

void write_record(TreeWriter& prefix, const store::Record& record) {
    prefix.replace_file(std::string(store::kRecordFile), store::render_record(record), 0444);
}

}  // namespace

void publish_environment(const EnvironmentStep& step,
                         const std::vector<StoreStep>& parts,
                         const store::Layout& layout,
                         const CancelFlag& cancel) {
    store::Record record = step.record;
    StagingDirectory staging(layout.staging(), record.name);
    const fs::path& prefix = staging.path();
    checkpoint("assemble");
    assemble(parts, layout, prefix, cancel);
    judge_links(prefix, record.name, cancel);
    change_tree(record.name, [&] {
        TreeWriter tree(prefix);
        for (const std::string& file : finish_prefix(tree, facts_of(step, parts), cancel)) {
            record.files.push_back({file, digest::hash_file(prefix / file, cancel)});
        }
        write_trusted_lock(tree, step.trusted_lock, record);
        write_activation(tree, record);
        write_record(tree, record);
    });
    judge_links(prefix, record.name, cancel);
    seal(prefix, cancel);
    cancel.check();
    checkpoint("environment-publish");
    staging.commit_replacing(layout.environment(record.name));
}

}  // namespace cudaenv::install
