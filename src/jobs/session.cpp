// SPDX-License-Identifier: Apache-2.0
// Reads what is asked for, once.
#include "jobs/machine_facts.hpp"
#include "jobs/source_settings.hpp"

#include <cudaenv/base/variables.hpp>
#include <cudaenv/jobs/session.hpp>
#include <cudaenv/source/sources.hpp>
#include <cudaenv/store/believed_text.hpp>

#include <utility>

namespace cudaenv::jobs {

namespace {

std::unique_ptr<catalog::ManifestSet> base_manifests(const Environment& environment) {
    if (const auto directory = environment.find_nonempty(variables::kCatalog))
        return catalog::directory_manifests(*directory);
    return catalog::shipped_manifests();
}

std::unique_ptr<catalog::Catalog> open_catalog(const Environment& environment,
                                               const store::Layout& layout) {
    const std::filesystem::path updates = layout.catalog();
    const auto read = [root = layout.root](const std::filesystem::path& file) {
        return store::find_believed_text(file, root);
    };
    if (!read(updates / "index.yaml"))
        return std::make_unique<catalog::Catalog>(base_manifests(environment));
    return std::make_unique<catalog::Catalog>(base_manifests(environment),
                                              catalog::directory_manifests(updates, read));
}

}  // namespace

Session::Session(Surroundings surroundings, MachineWish wish)
    : surroundings_(std::move(surroundings)), wish_(std::move(wish)) {}

const config::Config& Session::config() {
    if (!config_) config_ = config::load_config(layout().config_file(), environment());
    return *config_;
}

const catalog::Catalog& Session::catalog() {
    if (!catalog_) catalog_ = open_catalog(environment(), layout());
    return *catalog_;
}

const catalog::Catalog& Session::shipped_catalog() {
    if (!shipped_catalog_)
        shipped_catalog_ = std::make_unique<catalog::Catalog>(base_manifests(environment()));
    return *shipped_catalog_;
}

install::FindRelease Session::find_release() {
    return [&catalog = catalog()](Product product, const Version& version) {
        return catalog.release(product, version);
    };
}

const machine::Machine& Session::machine() {
    if (!machine_) {
        machine::Machine found = load_machine(wish_, surroundings_);
        if (has_unknown_gpu(found)) look_up_gpus(found, wish_, catalog().gpus());
        machine_ = std::move(found);
    }
    return *machine_;
}

const install::Sources& Session::sources(const std::vector<SourceName>& names) {
    for (const SourceName name : names) {
        if (sources_.contains(name)) continue;
        sources_.emplace(name,
                         source::make_source(name, source_settings(name, config(), environment())));
    }
    return sources_;
}

}  // namespace cudaenv::jobs
