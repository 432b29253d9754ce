// SPDX-License-Identifier: Apache-2.0
// Making store entries of verified archives.
#include "install/entry_files.hpp"
#include "install/judge.hpp"
#include "install/seal.hpp"
#include "install/store_entry.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/sys/checkpoint.hpp>
#include <cudaenv/sys/exchange.hpp>
#include <cudaenv/sys/files.hpp>

#include <fcntl.h>

#include <optional>
#include <utility>

namespace cudaenv::install {

namespace fs = std::filesystem;

namespace {

store::EntryArchive entry_archive(const PlannedArchive& planned) {
    return {planned.archive.sha256, planned.source, planned.archive.component, planned.label};
}

void publish(StagingDirectory& staging,
             const std::string& entry,
             std::vector<store::EntryArchive> archives,
             const Unfit& unfit,
             const store::Layout& layout,
             const CancelFlag& cancel) {
    seal(staging.path(), cancel);
    write_entry_record(staging.path(), std::move(archives), cancel);
    checkpoint("store-publish");
    const fs::path target = store::entry_path(layout, entry);
    if (!unfit.at(entry).empty()) {
        exchange_directory(staging.path(), target);
        return;
    }
    // Somebody else may have been faster: then theirs, of the same content, stays.
    const bool is_published = staging.commit(target);
    if (is_published || store::has_entry(layout, entry)) return;
    throw Error(ErrorKind::refused,
                target.string() + " is in the way and not of cudaenv",
                "move it away, then run the same command");
}

archive::Request unpack_request(const PlannedArchive& planned,
                                const UniqueFd& file,
                                const source::Source& source) {
    archive::Request request;
    request.input = {.descriptor = file.get(),
                     .name = planned.archive.file_name(),
                     .format = archive::archive_format(planned.archive.file_name())};
    request.mapping = source.mapping(planned.archive, planned.purpose);
    return request;
}

}  // namespace

void publish_archive(const PlannedArchive& planned,
                     const UniqueFd& content,
                     const source::Source& source,
                     const Unfit& unfit,
                     const store::Layout& layout,
                     const fs::path& system_root,
                     const CancelFlag& cancel) {
    archive::Request request = unpack_request(planned, content, source);
    std::vector<std::optional<StagingDirectory>> stagings(planned.entries.size());
    for (std::size_t part = 0; part < planned.entries.size(); ++part) {
        const std::string& entry = planned.entries[part];
        if (unfit.contains(entry)) stagings[part].emplace(layout.staging(), entry);
        request.parts.push_back(stagings[part] ? stagings[part]->path() : fs::path{});
    }
    checkpoint("unpack");
    archive::unpack(request, cancel);
    for (const auto& staging : stagings) {
        if (staging) judge_links(staging->path(), request.input.name, cancel);
    }
    if (stagings[source::kCore]) {
        change_tree(request.input.name, [&] {
            TreeWriter core(stagings[source::kCore]->path());
            source.complete(core, planned.purpose, system_root, cancel);
        });
    }
    for (std::size_t part = 0; part < stagings.size(); ++part) {
        if (!stagings[part]) continue;
        publish(*stagings[part],
                planned.entries[part],
                {entry_archive(planned)},
                unfit,
                layout,
                cancel);
    }
}

void publish_compiler(const Plan& plan,
                      const std::vector<UniqueFd>& contents,
                      const Sources& sources,
                      const Unfit& unfit,
                      const store::Layout& layout,
                      const fs::path& system_root,
                      const CancelFlag& cancel) {
    const PlannedCompiler& compiler = *plan.compiler;
    StagingDirectory staging(layout.staging(), compiler.entry);
    std::vector<store::EntryArchive> archives;
    for (const std::size_t index : compiler.archives) {
        const PlannedArchive& planned = plan.archives[index];
        archive::Request request =
            unpack_request(planned, contents[index], *sources.at(planned.source));
        request.parts = {staging.path()};
        archive::unpack(request, cancel);
        archives.push_back(entry_archive(planned));
    }
    judge_links(staging.path(), compiler.entry, cancel);
    const PlannedArchive& first = plan.archives[compiler.archives.front()];
    change_tree(compiler.entry, [&] {
        TreeWriter tree(staging.path());
        sources.at(first.source)->complete(tree, first.purpose, system_root, cancel);
    });
    publish(staging, compiler.entry, std::move(archives), unfit, layout, cancel);
}

}  // namespace cudaenv::install
