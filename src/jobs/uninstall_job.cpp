// SPDX-License-Identifier: Apache-2.0
// What a spec removes, and who will miss it.
#include <cudaenv/base/error.hpp>
#include <cudaenv/jobs/uninstall_job.hpp>
#include <cudaenv/selection/pin.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/projects.hpp>

namespace cudaenv::jobs {

namespace {

Removables matching(const Spec& spec, const store::Environments& all) {
    Removables found;
    for (const store::Installed& each : all.healthy) {
        if (each.name == spec.text()) return {{each}, {}, {}};
        if (store::satisfies(each, {spec, {}})) found.environments.push_back(each);
    }
    for (const store::Damaged& each : all.damaged) {
        if (each.name == spec.text()) return {{}, {each}, {}};
        if (store::may_satisfy(each, {spec, {}})) found.damaged.push_back(each);
    }
    return found;
}

std::vector<std::string> matching_compilers(const std::string& text, const store::Layout& layout) {
    std::vector<std::string> matches;
    for (const std::string& entry : store::kept_entries(layout)) {
        if (entry == text || entry.starts_with(text + "-")) matches.push_back(entry);
    }
    return matches;
}

}  // namespace

std::vector<std::string> Removables::names() const {
    std::vector<std::string> names;
    for (const store::Installed& each : environments) names.push_back(each.name);
    for (const store::Damaged& each : damaged) names.push_back(each.name);
    names.insert(names.end(), compilers.begin(), compilers.end());
    return names;
}

Removables find_removables(const Spec& spec, const store::Layout& layout) {
    Removables found = matching(spec, store::list_environments(layout, {}));
    if (found.names().empty()) found.compilers = matching_compilers(spec.text(), layout);
    return found;
}

std::vector<AskingProject> projects_asking_for(const store::Installed& environment,
                                               const store::Layout& layout) {
    std::vector<AskingProject> asking;
    for (const std::filesystem::path& file : store::list_projects(layout)) {
        try {
            const selection::Pin pin = selection::load_pin(file);
            if (store::satisfies(environment, {pin.cuda(), pin.libraries(), file.parent_path()}))
                asking.push_back({file, pin.cuda()});
        } catch (const Error&) {
            continue;  // a broken pin pins nothing
        }
    }
    return asking;
}

}  // namespace cudaenv::jobs
