// SPDX-License-Identifier: Apache-2.0
// Making store entries of verified archives.
#include "install/judge.hpp"
#include "install/seal.hpp"
#include "install/store_entry.hpp"

#include <cudaenv/source/debian_compiler.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/sys/checkpoint.hpp>
#include <cudaenv/sys/files.hpp>

#include <fcntl.h>

#include <optional>

namespace cudaenv::install {

namespace fs = std::filesystem;

namespace {

void publish(StagingDirectory& staging,
             const std::string& entry,
             const store::Layout& layout,
             const CancelFlag& cancel) {
    seal(staging.path(), cancel);
    checkpoint("store-publish");
    // Somebody else may have been faster: then theirs, of the same content, stays.
    static_cast<void>(staging.commit(store::entry_path(layout, entry)));
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
                     const fs::path& file,
                     const source::Source& source,
                     const store::Layout& layout,
                     const CancelFlag& cancel) {
    const UniqueFd opened = open_file(file, O_RDONLY);
    archive::Request request = unpack_request(planned, opened, source);
    std::vector<std::optional<StagingDirectory>> stagings(planned.entries.size());
    for (std::size_t part = 0; part < planned.entries.size(); ++part) {
        const std::string& entry = planned.entries[part];
        if (!entry.empty() && !store::has_entry(layout, entry))
            stagings[part].emplace(layout.staging(), entry);
        request.parts.push_back(stagings[part] ? stagings[part]->path() : fs::path{});
    }
    archive::unpack(request, cancel);
    for (const auto& staging : stagings) {
        if (staging) judge_links(staging->path(), request.input.name, cancel);
    }
    if (stagings[source::kCore]) {
        change_tree(request.input.name, [&] {
            TreeWriter core(stagings[source::kCore]->path());
            source.complete(core, planned.archive, planned.purpose, cancel);
        });
    }
    for (std::size_t part = 0; part < stagings.size(); ++part) {
        if (stagings[part]) publish(*stagings[part], planned.entries[part], layout, cancel);
    }
}

void publish_compiler(const Plan& plan,
                      const std::vector<fs::path>& files,
                      const Sources& sources,
                      const store::Layout& layout,
                      const CancelFlag& cancel) {
    const PlannedCompiler& compiler = *plan.compiler;
    StagingDirectory staging(layout.staging(), compiler.entry);
    for (const std::size_t index : compiler.archives) {
        const PlannedArchive& planned = plan.archives[index];
        const UniqueFd opened = open_file(files[index], O_RDONLY);
        archive::Request request = unpack_request(planned, opened, *sources.at(planned.source));
        request.parts = {staging.path()};
        archive::unpack(request, cancel);
    }
    judge_links(staging.path(), compiler.entry, cancel);
    const Platform platform = plan.archives[compiler.archives.front()].purpose.platform;
    change_tree(compiler.entry, [&] {
        TreeWriter tree(staging.path());
        source::complete_debian_compiler(tree, platform, compiler.gcc_major, "/", cancel);
    });
    publish(staging, compiler.entry, layout, cancel);
}

}  // namespace cudaenv::install
