// SPDX-License-Identifier: Apache-2.0
// Removes what a spec names, and tells who will miss it.
#include <cudaenv/base/handle.hpp>
#include <cudaenv/jobs/shim_upkeep.hpp>
#include <cudaenv/jobs/sweeps.hpp>
#include <cudaenv/jobs/uninstall_job.hpp>
#include <cudaenv/selection/pin.hpp>
#include <cudaenv/selection/selection.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/examination.hpp>
#include <cudaenv/store/projects.hpp>

#include <utility>

namespace cudaenv::jobs {

namespace {

struct Removables {
    std::vector<store::Installed> environments = {};
    std::vector<store::Damaged> damaged = {};
    std::vector<std::string> compilers = {};  ///< store entries

    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (const store::Installed& each : environments) names.push_back(each.name);
        for (const store::Damaged& each : damaged) names.push_back(each.name);
        names.insert(names.end(), compilers.begin(), compilers.end());
        return names;
    }
};

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
            if (store::satisfies(environment, selection::wanted_by(pin)))
                asking.push_back({file, pin.cuda()});
        } catch (const Error&) {
            continue;  // a broken pin pins nothing
        }
    }
    return asking;
}

class Removing {
 public:
    Removing(UninstallObserver& observer, const Session& session)
        : observer_(observer), session_(session) {}

    void remove(const Removables& found) const {
        for (const store::Installed& environment : found.environments) {
            tell_projects(environment);
            remove_environment(environment.name);
        }
        for (const store::Damaged& environment : found.damaged)
            remove_environment(environment.name);
        for (const std::string& entry : found.compilers) {
            observer_.on_removed(entry,
                                 install::uninstall_compiler(
                                     entry, session_.layout(), waiting(), session_.cancel()));
        }
    }

    void refresh() const {
        try {
            refresh_shims(session_.environment(), session_.layout(), session_.program());
        } catch (const Error& error) {
            observer_.on_fault(error);
        }
    }

 private:
    void tell_projects(const store::Installed& environment) const {
        try {
            for (const AskingProject& project : projects_asking_for(environment, session_.layout()))
                observer_.on_asked_for(project);
        } catch (const Error& error) {
            observer_.on_fault(error);
        }
    }

    void remove_environment(const std::string& name) const {
        observer_.on_removed(
            name, install::uninstall(name, session_.layout(), waiting(), session_.cancel()));
    }

    [[nodiscard]] install::OnWait waiting() const {
        return [&observer = observer_](const install::Awaited& what) { observer.on_wait(what); };
    }

    UninstallObserver& observer_;
    const Session& session_;
};

}  // namespace

UninstallEnd uninstall(const std::vector<std::string>& specs,
                       Matches matches,
                       UninstallObserver& observer,
                       const Session& session) {
    store::ensure_layout(session.layout());
    sweep_leftovers(session);
    const Removing removing(observer, session);
    // Whatever happens to a later one, shims of tools that are gone go too.
    const ScopeExit refresh([&removing] { removing.refresh(); });
    for (const std::string& text : specs) {
        const Spec spec = parse_spec(text);
        const Removables found = find_removables(spec, session.layout());
        std::vector<std::string> names = found.names();
        if (names.empty()) return NothingMatches{spec};
        if (names.size() > 1 && matches == Matches::one)
            return SeveralMatch{spec, std::move(names)};
        removing.remove(found);
    }
    return AllRemoved{};
}

}  // namespace cudaenv::jobs
