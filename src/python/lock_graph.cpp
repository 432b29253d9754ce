// SPDX-License-Identifier: Apache-2.0
// Follows the dependencies of a uv.lock.
#include "python/lock_graph.hpp"

#include <cudaenv/base/error.hpp>

#include <deque>
#include <set>
#include <utility>

namespace cudaenv::python {

namespace {

/// A lock of a thousand packages has some five thousand dependencies, followed for each extra.
constexpr std::size_t kMostFollowed = 3'000'000;

Error too_many() {
    return {ErrorKind::usage, "the lock file has more dependencies than cudaenv follows"};
}

/// Of a project itself, or of a member of its workspace.
bool is_root(const toml::table& package) {
    const auto* source = find_table(package, "source");
    return source != nullptr && (source->contains("virtual") || source->contains("editable"));
}

/// A dependency still to be followed: what asks for it, and under which marker.
struct Step {
    const toml::array* dependencies;
    bool is_direct;
    std::string marker;
};

/// Follows each array of dependencies once.
class Walk {
 public:
    void enter(const toml::array* dependencies, bool is_direct, const std::string& marker) {
        if (dependencies != nullptr && entered_.insert(dependencies).second)
            steps_.push_back({dependencies, is_direct, marker});
    }
    bool take(Step& step) {
        if (steps_.empty()) return false;
        step = std::move(steps_.front());
        steps_.pop_front();
        return true;
    }

 private:
    std::deque<Step> steps_;
    std::set<const toml::array*> entered_;
};

/// What of `package` a dependency on it brings along: its own dependencies, and those of the extras
/// that are asked for.
void enter_package(const toml::table& package,
                   const toml::table& dependency,
                   const std::string& marker,
                   Walk& walk) {
    walk.enter(find_array(package, "dependencies"), false, marker);
    const auto* extras = find_table(package, "optional-dependencies");
    if (extras == nullptr) return;
    for (const auto& extra : texts_of(find_array(dependency, "extra")))
        walk.enter(find_array(*extras, extra), false, marker);
}

}  // namespace

LockGraph::LockGraph(const toml::array& packages) {
    for (const auto& each : packages) {
        const auto* package = each.as_table();
        if (package == nullptr) continue;
        by_name_[text_at(*package, "name")].push_back(package);
        if (is_root(*package)) roots_.push_back(package);
    }
}

std::vector<const toml::table*> LockGraph::meant_by(const toml::table& dependency) const {
    const auto same = by_name_.find(text_at(dependency, "name"));
    if (same == by_name_.end()) return {};
    const auto version = text_at(dependency, "version");
    std::vector<const toml::table*> meant;
    for (const auto* package : same->second) {
        if (version.empty() || text_at(*package, "version") == version) meant.push_back(package);
    }
    return meant;
}

const toml::table* LockGraph::find_only(const toml::table& dependency) const {
    const auto meant = meant_by(dependency);
    return meant.size() == 1 ? meant.front() : nullptr;
}

std::vector<Reached> LockGraph::reach(const toml::array& dependencies,
                                      const formats::MarkerEnvironment& environment) {
    std::vector<Reached> reached;
    std::map<const toml::table*, std::size_t> places;
    Walk walk;
    walk.enter(&dependencies, true, {});
    Step step;
    while (walk.take(step)) {
        for (const auto& each : *step.dependencies) {
            const auto* dependency = each.as_table();
            if (dependency == nullptr) continue;
            const auto written = text_at(*dependency, "marker");
            const auto applies = formats::applies(written, environment);
            if (applies == formats::Applies::no) continue;
            // The last marker on the way says most about the package itself.
            const auto& marker = applies == formats::Applies::maybe ? written : step.marker;
            for (const auto* package : meant_by(*dependency)) {
                if (++followed_ > kMostFollowed) throw too_many();
                const auto [place, is_new] = places.emplace(package, reached.size());
                if (is_new) {
                    reached.push_back({package, step.is_direct, marker});
                } else if (marker.empty()) {
                    reached[place->second].marker.clear();
                }
                enter_package(*package, *dependency, marker, walk);
            }
        }
    }
    return reached;
}

}  // namespace cudaenv::python
