// SPDX-License-Identifier: Apache-2.0
// From a resolution to the archives, store entries and record of an environment.
#include "install/composition.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/digest/hash.hpp>
#include <cudaenv/install/plan.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/environment_name.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace cudaenv::install {

namespace {

using catalog::Archive;
using catalog::Offer;
using catalog::Release;

const source::Source& require_source(const Sources& sources, const std::string& name) {
    const auto found = sources.find(name);
    if (found == sources.end()) {
        throw Error(ErrorKind::not_found, fmt::format("no source is called {}", name));
    }
    return *found->second;
}

const std::vector<Archive>& require_archives(const Release& release,
                                             const std::string& source,
                                             Platform platform) {
    const Offer* offer = release.find_offer(source);
    const auto* archives = offer == nullptr || !offer->archives.contains(platform)
                               ? nullptr
                               : &offer->archives.at(platform);
    if (archives == nullptr) {
        throw Error(ErrorKind::not_found,
                    fmt::format("source {} has no {} {} for {}",
                                source,
                                release.product,
                                release.version.text(),
                                platform_text(platform)));
    }
    return *archives;
}

bool is_wanted(const Archive& archive, const std::string& source, const PlanOptions& options) {
    if (options.every_archive) return true;
    if (catalog::belongs_to_profile(source, archive.component, options.profile)) return true;
    return catalog::component_profile(source, archive.component) &&
           std::find(options.components.begin(), options.components.end(), archive.component) !=
               options.components.end();
}

void check_components(const std::vector<Archive>& archives,
                      const std::string& source,
                      const PlanOptions& options) {
    std::set<std::string> known;
    for (const Archive& archive : archives) {
        if (catalog::component_profile(source, archive.component)) known.insert(archive.component);
    }
    for (const std::string& component : options.components) {
        if (known.contains(component)) continue;
        throw Error(ErrorKind::not_found,
                    fmt::format("source {} has no component {} of this release", source, component),
                    fmt::format("one of: {}", fmt::join(known, " ")));
    }
}

/// Bytes of the archive that an earlier run left in the cache.
std::uint64_t present_bytes(const Archive& archive, const store::Layout& layout) {
    for (const char* end : {"", ".partial"}) {
        std::error_code absent;
        const std::filesystem::path file = layout.downloads() / (archive.sha256.hex() + end);
        // Neither what a link leads to nor anything else will be used.
        if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(file, absent)))
            continue;
        const auto size = std::filesystem::file_size(file, absent);
        if (!absent) return size;
    }
    return 0;
}

ByteCount left_to_fetch(const Archive& archive, const store::Layout& layout) {
    const std::uint64_t size = archive.size.value_or(ByteCount{}).value;
    const std::uint64_t present = present_bytes(archive, layout);
    return {size > present ? size - present : 0};
}

/// Collects archives into a plan; the record follows along.
class Builder {
 public:
    Builder(const PlanOptions& options, const Sources& sources, const store::Layout& layout)
        : options_(options), sources_(sources), layout_(layout) {
        plan_.record.spec = options.spec;
        plan_.record.profile = profile_text(options.profile);
        plan_.record.platform = platform_text(options.platform);
        plan_.record.components = options.components;
        if (!options.trusted_lock) return;
        plan_.record.project = options.trusted_lock->project.string();
        plan_.record.lock = digest::hash_bytes(options.trusted_lock->text);
        plan_.trusted_lock = options.trusted_lock->text;
    }

    /// `toolkit` is that of source::Purpose.
    void add_release(const Release& release,
                     const std::string& source,
                     const std::vector<const Archive*>& archives,
                     const Version& toolkit = {}) {
        const source::Purpose purpose{options_.platform,
                                      release.find_offer(source)->provides,
                                      release.product,
                                      release.version,
                                      toolkit};
        for (const Archive* archive : archives) add_archive(*archive, source, purpose);
    }

    void add_compiler(const Release& release, const std::string& source) {
        const source::Purpose purpose{
            options_.platform, catalog::Provides::compiler, release.product, release.version};
        std::vector<const Archive*> archives;
        Voucher voucher = Voucher::catalogue;
        for (const Archive& archive : require_archives(release, source, options_.platform)) {
            archives.push_back(&archive);
            if (voucher_of(archive) == Voucher::lock) voucher = Voucher::lock;
        }
        PlannedCompiler compiler;
        compiler.gcc_major = release.version.major_number();
        compiler.entry =
            compiler_entry(release.version, archives, require_source(sources_, source), voucher);
        compiler.in_store = store::has_entry(layout_, compiler.entry);
        const source::Source& origin = require_source(sources_, source);
        for (const Archive* archive : archives) {
            compiler.archives.push_back(plan_.archives.size());
            add({*archive,
                 origin.label(*archive),
                 source,
                 purpose,
                 {compiler.entry},
                 compiler.in_store});
        }
        plan_.compiler = std::move(compiler);
    }

    store::Record& record() { return plan_.record; }
    Plan finish() { return std::move(plan_); }

 private:
    [[nodiscard]] Voucher voucher_of(const Archive& archive) const {
        const auto& lock = options_.trusted_lock;
        return lock && lock->archives.contains(archive.sha256) ? Voucher::lock : Voucher::catalogue;
    }

    void add_archive(const Archive& archive,
                     const std::string& source,
                     const source::Purpose& purpose) {
        const source::Source& origin = require_source(sources_, source);
        std::vector<std::string> entries(source::kParts);
        const Voucher voucher = voucher_of(archive);
        entries[source::kCore] = archive_entry(archive, origin, purpose, source::kCore, voucher);
        if (options_.with_statics) {
            entries[source::kStatics] =
                archive_entry(archive, origin, purpose, source::kStatics, voucher);
        }
        const bool in_store =
            std::all_of(entries.begin(), entries.end(), [this](const std::string& entry) {
                return entry.empty() || store::has_entry(layout_, entry);
            });
        add({archive, origin.label(archive), source, purpose, std::move(entries), in_store});
    }

    void add(PlannedArchive planned) {
        if (!planned.in_store) plan_.download += left_to_fetch(planned.archive, layout_);
        std::vector<std::string> used;
        for (const std::string& entry : planned.entries) {
            if (!entry.empty()) used.push_back(entry);
        }
        plan_.record.archives.push_back({planned.archive.component,
                                         planned.archive.file_name(),
                                         planned.archive.sha256,
                                         planned.archive.size.value_or(ByteCount{}),
                                         planned.source,
                                         std::move(used)});
        plan_.archives.push_back(std::move(planned));
    }

    const PlanOptions& options_;
    const Sources& sources_;
    const store::Layout& layout_;
    Plan plan_;
};

void add_toolkit(Builder& builder,
                 const Release& release,
                 const std::string& source,
                 const PlanOptions& options) {
    const std::vector<Archive>& all = require_archives(release, source, options.platform);
    check_components(all, source, options);
    std::vector<const Archive*> wanted;
    for (const Archive& archive : all) {
        if (is_wanted(archive, source, options)) wanted.push_back(&archive);
    }
    builder.record().toolkit = release.version.text();
    builder.record().source = source;
    builder.add_release(release, source, wanted);
}

void add_library(Builder& builder,
                 const Release& release,
                 const resolve::ChosenLibrary& library,
                 const PlanOptions& options,
                 const Version& toolkit) {
    std::vector<const Archive*> wanted;
    for (const Archive& archive : require_archives(release, library.source, options.platform)) {
        const bool is_held = catalog::is_held(
            catalog::Provides::library, library.source, archive.component, options.profile);
        if (is_held && archive.variant == library.variant) wanted.push_back(&archive);
    }
    if (wanted.empty()) {
        throw Error(ErrorKind::not_found,
                    fmt::format("source {} has no archive of {} {} that cudaenv can install",
                                library.source,
                                library.name,
                                library.version.text()),
                    fmt::format("leave out --with {}, or try another --source", library.name));
    }
    builder.record().libraries[library.name] = library.version.text();
    builder.add_release(
        release, library.source, wanted, library.variant.empty() ? toolkit : Version());
}

std::string environment_name(const store::Record& record, const PlanOptions& options) {
    if (!options.environment_name.empty()) return options.environment_name;
    std::string name = store::default_environment_name(record.toolkit, record.libraries);
    if (options.trusted_lock) name += "-" + options.trusted_lock->label;
    return name;
}

}  // namespace

Plan make_plan(const resolve::Resolution& resolution,
               const PlanOptions& options,
               const FindRelease& find_release,
               const Sources& sources,
               const store::Layout& layout) {
    Builder builder(options, sources, layout);
    add_toolkit(builder, find_release("cuda", resolution.toolkit), resolution.source, options);
    for (const resolve::ChosenLibrary& library : resolution.libraries) {
        add_library(builder,
                    find_release(library.name, library.version),
                    library,
                    options,
                    resolution.toolkit);
    }
    const resolve::ChosenCompiler& compiler = resolution.host_compiler;
    if (compiler.origin == CompilerOrigin::store)
        builder.add_compiler(find_release("gcc", compiler.version), compiler.source);

    Plan plan = builder.finish();
    if (compiler.origin != CompilerOrigin::none && !compiler.is_default) {
        plan.record.host_compiler =
            store::RecordedCompiler{compiler.kind,
                                    compiler.version,
                                    compiler.origin,
                                    plan.compiler ? plan.compiler->entry : compiler.path};
    }
    plan.record.name = environment_name(plan.record, options);
    return plan;
}

Plan without_entries(Plan plan, const std::set<std::string>& unfit, const store::Layout& layout) {
    for (PlannedArchive& planned : plan.archives) {
        const bool is_fit = std::none_of(planned.entries.begin(),
                                         planned.entries.end(),
                                         [&](const auto& entry) { return unfit.contains(entry); });
        if (!planned.in_store || is_fit) continue;
        planned.in_store = false;
        plan.download += left_to_fetch(planned.archive, layout);
    }
    return plan;
}

Plan make_compiler_plan(const Version& version,
                        const PlanOptions& options,
                        const FindRelease& find_release,
                        const Sources& sources,
                        const std::string& source,
                        const store::Layout& layout) {
    Builder builder(options, sources, layout);
    builder.add_compiler(find_release("gcc", version), source);
    return builder.finish();
}

}  // namespace cudaenv::install
