// SPDX-License-Identifier: Apache-2.0
// Making store entries of verified archives.
#include "install/store_entry.hpp"

#include "install/entry_files.hpp"
#include "install/judge.hpp"
#include "install/seal.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/sys/checkpoint.hpp>
#include <cudaenv/sys/exchange.hpp>
#include <cudaenv/sys/files.hpp>

#include <optional>
#include <string>

namespace cudaenv::install {

namespace fs = std::filesystem;

namespace {

using Stagings = std::vector<std::optional<StagingDirectory>>;  ///< by part

/// Of the parts to be made.
Stagings make_stagings(const EntryMaking& making) {
    const std::vector<std::string>& entries = making.step.entries;
    Stagings stagings(entries.size());
    for (std::size_t part = 0; part < entries.size(); ++part) {
        if (making.unfit.contains(entries[part]))
            stagings[part].emplace(making.layout.staging(), entries[part]);
    }
    return stagings;
}

void unpack(const EntryMaking& making,
            const catalog::Archive& archive,
            const UniqueFd& content,
            const Stagings& stagings,
            const CancelFlag& cancel) {
    const std::string name = archive.file_name();
    archive::UnpackRequest request{{name, archive::archive_format(name)},
                                   {},
                                   making.source.mapping(archive, making.step.purpose)};
    for (const auto& staging : stagings)
        request.parts.push_back(staging ? staging->path() : fs::path());
    archive::FileSource bytes(content.get(), name, cancel);
    archive::unpack(bytes, request, cancel);
}

/// Adds what the source knows to be lacking.
void complete(const EntryMaking& making, const fs::path& core, const CancelFlag& cancel) {
    change_tree(making.step.name(), [&] {
        TreeWriter tree(core);
        making.source.complete(tree, making.step.purpose, making.system_root, cancel);
    });
}

std::vector<store::EntryArchive> entry_archives(const StoreStep& step) {
    std::vector<store::EntryArchive> archives;
    for (const PlannedArchive& planned : step.archives) {
        archives.push_back(
            {planned.archive.sha256, step.source, planned.archive.component, planned.label});
    }
    return archives;
}

void publish(const EntryMaking& making,
             StagingDirectory& staging,
             const std::string& entry,
             const CancelFlag& cancel) {
    seal(staging.path(), cancel);
    write_entry_record(staging.path(), entry_archives(making.step), cancel);
    checkpoint("store-publish");
    const fs::path target = store::entry_path(making.layout, entry);
    if (!making.unfit.at(entry).empty()) {
        exchange_directory(staging.path(), target);
        return;
    }
    // Somebody else may have been faster: then theirs, of the same content, stays.
    const bool is_published = staging.commit(target);
    if (is_published || store::has_entry(making.layout, entry)) return;
    throw Error(ErrorKind::refused,
                target.string() + " is in the way and not of cudaenv",
                "move it away, then run the same command");
}

}  // namespace

void publish_entries(const EntryMaking& making,
                     const std::vector<UniqueFd>& contents,
                     const CancelFlag& cancel) {
    const StoreStep& step = making.step;
    Stagings stagings = make_stagings(making);
    checkpoint("unpack");
    for (std::size_t i = 0; i < contents.size(); ++i)
        unpack(making, step.archives[i].archive, contents[i], stagings, cancel);
    for (const auto& staging : stagings) {
        if (staging) judge_links(staging->path(), step.name(), cancel);
    }
    if (stagings[source::kCore]) complete(making, stagings[source::kCore]->path(), cancel);
    for (std::size_t part = 0; part < stagings.size(); ++part) {
        if (stagings[part]) publish(making, *stagings[part], step.entries[part], cancel);
    }
}

}  // namespace cudaenv::install
