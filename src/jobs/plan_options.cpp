// SPDX-License-Identifier: Apache-2.0
// What a plan is made with.
#include "jobs/plan_options.hpp"

#include <cudaenv/store/environment_name.hpp>
#include <cudaenv/store/mending.hpp>

#include <algorithm>
#include <map>

namespace cudaenv::jobs {

install::PlanOptions plan_options(const InstallWish& wish, Platform platform) {
    install::PlanOptions options;
    options.environment_name = wish.name;
    options.components = wish.components;
    options.profile = wish.request.profile;
    options.with_statics = wish.request.profile == Profile::full || wish.with_statics;
    options.platform = platform;
    options.is_compiler_named = !wish.request.host_compiler.is_automatic();
    options.spec = wish.spec;
    return options;
}

namespace {

std::map<Product, Version> versions_of(const std::vector<resolve::ChosenLibrary>& libraries) {
    std::map<Product, Version> versions;
    for (const resolve::ChosenLibrary& library : libraries)
        versions.emplace(library.product, library.version);
    return versions;
}

}  // namespace

install::PlanOptions grown_options(install::PlanOptions options,
                                   const resolve::Resolution& resolution,
                                   const store::Layout& layout) {
    if (!options.environment_name.empty()) return options;
    const auto libraries = versions_of(resolution.libraries);
    const auto present = store::find_readable_record(
        layout.environment(store::default_environment_name(resolution.toolkit, libraries)));
    if (!present || !present->project.empty() || present->source != resolution.source ||
        present->toolkit != resolution.toolkit || present->libraries != libraries)
        return options;
    for (const std::string& component : present->components) {
        if (std::find(options.components.begin(), options.components.end(), component) ==
            options.components.end())
            options.components.push_back(component);
    }
    options.profile = std::max(options.profile, present->profile.value_or(options.profile));
    options.with_statics = options.with_statics || store::has_statics(*present);
    return options;
}

}  // namespace cudaenv::jobs
