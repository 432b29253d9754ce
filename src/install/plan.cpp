// SPDX-License-Identifier: Apache-2.0
// From a resolution to the archives, store entries and record of an environment.
#include "install/choose_name.hpp"
#include "install/plan_builder.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/install/plan.hpp>
#include <cudaenv/store/entries.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace cudaenv::install {

namespace {

using catalog::Archive;
using catalog::Offer;
using catalog::Release;

const std::vector<Archive>& require_archives(const Release& release,
                                             SourceName source,
                                             Platform platform) {
    const Offer* offer = release.find_offer(source);
    const auto* archives = offer == nullptr || !offer->archives.contains(platform)
                               ? nullptr
                               : &offer->archives.at(platform);
    if (archives == nullptr) {
        throw Error(ErrorKind::not_found,
                    fmt::format("source {} has no {} {} for {}",
                                source_text(source),
                                product_title(release.product),
                                release.version.text(),
                                platform_text(platform)));
    }
    return *archives;
}

bool is_wanted(const Archive& archive, SourceName source, const PlanOptions& options) {
    if (options.every_archive) return true;
    if (catalog::belongs_to_profile(source, archive.component, options.profile)) return true;
    return catalog::component_profile(source, archive.component) &&
           std::find(options.components.begin(), options.components.end(), archive.component) !=
               options.components.end();
}

void check_components(const std::vector<Archive>& archives,
                      SourceName source,
                      const PlanOptions& options) {
    std::set<std::string> known;
    for (const Archive& archive : archives) {
        if (catalog::component_profile(source, archive.component)) known.insert(archive.component);
    }
    for (const std::string& component : options.components) {
        if (known.contains(component)) continue;
        throw Error(
            ErrorKind::not_found,
            fmt::format(
                "source {} has no component {} of this release", source_text(source), component),
            fmt::format("one of: {}", fmt::join(known, " ")));
    }
}

void add_toolkit(PlanBuilder& builder,
                 const Release& release,
                 SourceName source,
                 const PlanOptions& options) {
    const std::vector<Archive>& all = require_archives(release, source, options.platform);
    check_components(all, source, options);
    std::vector<const Archive*> wanted;
    for (const Archive& archive : all) {
        if (is_wanted(archive, source, options)) wanted.push_back(&archive);
    }
    builder.record().toolkit = release.version;
    builder.record().source = source;
    builder.add_release(release, source, wanted);
}

void add_library(PlanBuilder& builder,
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
                                source_text(library.source),
                                product_title(library.product),
                                library.version.text()),
                    Advice(Advice::leave_out_library_or_other_source,
                           std::string(product_text(library.product))));
    }
    builder.record().libraries[library.product] = library.version;
    builder.add_release(
        release, library.source, wanted, library.variant.empty() ? toolkit : Version());
}

std::string environment_name(const store::Record& record,
                             const resolve::ChosenCompiler& compiler,
                             const PlanOptions& options,
                             const store::Layout& layout) {
    if (!options.environment_name.empty()) return options.environment_name;
    const std::string label = options.trusted_lock ? options.trusted_lock->label : "";
    return choose_name(record, {compiler, options.is_compiler_named, label}, layout);
}

/// Returns the compiler's store entry.
std::string add_compiler(PlanBuilder& builder,
                         const Release& release,
                         SourceName source,
                         const PlanOptions& options) {
    return builder.add_compiler(
        release, source, require_archives(release, source, options.platform));
}

}  // namespace

std::string StoreStep::name() const {
    return archives.size() == 1 ? archives.front().archive.file_name() : entries.front();
}

bool StoreStep::is_compiler() const {
    return purpose.provides == catalog::Provides::compiler;
}

std::string Plan::name() const {
    return environment ? environment->record.name : steps.front().entries.front();
}

std::filesystem::path Plan::path(const store::Layout& layout) const {
    return environment ? layout.environment(name()) : store::entry_path(layout, name());
}

Plan make_plan(const resolve::Resolution& resolution,
               const PlanOptions& options,
               const Supplies& supplies) {
    PlanBuilder builder(options, supplies);
    store::Record& record = builder.record();
    const auto& find_release = supplies.find_release;
    add_toolkit(builder,
                find_release(Product::cuda, resolution.toolkit),
                resolution.source.value(),
                options);
    for (const resolve::ChosenLibrary& library : resolution.libraries) {
        add_library(builder,
                    find_release(library.product, library.version),
                    library,
                    options,
                    resolution.toolkit);
    }
    const resolve::ChosenCompiler& compiler = resolution.host_compiler;
    std::string place = compiler.path;
    if (compiler.origin == CompilerOrigin::store) {
        place = add_compiler(builder,
                             find_release(Product::gcc, compiler.version),
                             compiler.source.value(),
                             options);
    }
    if (compiler.origin != CompilerOrigin::none && !compiler.is_default) {
        record.host_compiler = store::RecordedCompiler{
            compiler.kind, compiler.version, compiler.origin, std::move(place)};
    }
    record.name = environment_name(record, compiler, options, supplies.layout);
    Plan plan = builder.finish();
    plan.environment->has_clashing_headers = resolution.has_clashing_headers;
    return plan;
}

Plan make_compiler_plan(const Version& version,
                        SourceName source,
                        const PlanOptions& options,
                        const Supplies& supplies) {
    PlanBuilder builder(options, supplies);
    add_compiler(builder, supplies.find_release(Product::gcc, version), source, options);
    return builder.finish_steps();
}

}  // namespace cudaenv::install
