// SPDX-License-Identifier: Apache-2.0
// Making store entries of verified archives.
#include "install/seal.hpp"
#include "install/store_entry.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/source/debian_compiler.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/sys/checkpoint.hpp>
#include <cudaenv/sys/files.hpp>

#include <optional>

namespace cudaenv::install {

namespace fs = std::filesystem;

namespace {

void publish(StagingDirectory& staging, const std::string& entry, const store::Layout& layout) {
    seal(staging.path());
    checkpoint("store-publish");
    // Somebody else may have been faster: then theirs, of the same content, stays.
    const bool is_published = staging.commit(store::entry_path(layout, entry));
    if (is_published || store::has_entry(layout, entry)) return;
    throw Error(ErrorKind::refused,
                store::entry_path(layout, entry).string() + " is in the way and not of cudaenv",
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
                     const store::Layout& layout,
                     const CancelFlag& cancel) {
    archive::Request request = unpack_request(planned, content, source);
    std::vector<std::optional<StagingDirectory>> stagings(planned.entries.size());
    for (std::size_t part = 0; part < planned.entries.size(); ++part) {
        const std::string& entry = planned.entries[part];
        if (!entry.empty() && !store::has_entry(layout, entry))
            stagings[part].emplace(layout.staging(), entry);
        request.parts.push_back(stagings[part] ? stagings[part]->path() : fs::path{});
    }
    archive::unpack(request, cancel);
    if (stagings[source::kCore])
        source.complete(stagings[source::kCore]->path(), planned.archive, planned.purpose);
    for (std::size_t part = 0; part < stagings.size(); ++part) {
        if (stagings[part]) publish(*stagings[part], planned.entries[part], layout);
    }
}

void publish_compiler(const Plan& plan,
                      const std::vector<UniqueFd>& contents,
                      const Sources& sources,
                      const store::Layout& layout,
                      const CancelFlag& cancel) {
    const PlannedCompiler& compiler = *plan.compiler;
    StagingDirectory staging(layout.staging(), compiler.entry);
    for (const std::size_t index : compiler.archives) {
        const PlannedArchive& planned = plan.archives[index];
        archive::Request request =
            unpack_request(planned, contents[index], *sources.at(planned.source));
        request.parts = {staging.path()};
        archive::unpack(request, cancel);
    }
    const Platform platform = plan.archives[compiler.archives.front()].purpose.platform;
    source::complete_debian_compiler(staging.path(), platform, compiler.gcc_major, "/");
    publish(staging, compiler.entry, layout);
}

}  // namespace cudaenv::install
