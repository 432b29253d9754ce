// SPDX-License-Identifier: Apache-2.0
// Reads the exact versions of a lock file: uv.lock, poetry.lock, pdm.lock.
#include "python/lock_graph.hpp"
#include "python/packages.hpp"
#include "python/readers.hpp"
#include "python/toml_file.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/marker.hpp>
#include <cudaenv/formats/python_names.hpp>

#include <fmt/format.h>

#include <map>
#include <set>
#include <system_error>
#include <utility>

namespace cudaenv::python {

namespace {

/// Each is followed through the whole lock.
constexpr std::size_t kMostParts = 200;

/// Where the package comes from: {registry = "https://…/whl/cu124"}, {url = …}.
std::string source_address(const toml::table& package) {
    const auto* source = find_table(package, "source");
    if (source == nullptr) return {};
    const auto registry = text_at(*source, "registry");
    return registry.empty() ? text_at(*source, "url") : registry;
}

bool is_noted(std::string_view name) {
    return find_framework_package(name) || find_companion_package(name) || find_nvidia_wheel(name);
}

/// uv locks one entry for each fork: they are for what any of these admits.
std::string fork_marker(const toml::table& package) {
    return join(texts_of(find_array(package, "resolution-markers")), " or ");
}

using Names = std::set<std::string, std::less<>>;

void add_keys(const toml::table* table, Names& names) {
    for (const auto& [name, value] : entries_of(table))
        names.insert(formats::normalised_name(name));
}

void add_requirements(const toml::array* requirements, Names& names) {
    for (const auto& text : texts_of(requirements)) names.insert(formats::leading_name(text));
}

/// Every package that a pyproject.toml names, in whatever part of it.
Names direct_dependencies(const toml::table& document) {
    Names names;
    if (const auto* project = find_table(document, "project")) {
        add_requirements(find_array(*project, "dependencies"), names);
        for (const auto& [extra, list] : entries_of(find_table(*project, "optional-dependencies")))
            add_requirements(list->as_array(), names);
    }
    for (const auto& [group, list] : entries_of(find_table(document, "dependency-groups")))
        add_requirements(list->as_array(), names);
    const auto* tool = find_table(document, "tool");
    const auto* poetry = tool == nullptr ? nullptr : find_table(*tool, "poetry");
    if (poetry == nullptr) return names;
    add_keys(find_table(*poetry, "dependencies"), names);
    add_keys(find_table(*poetry, "dev-dependencies"), names);
    for (const auto& [name, group] : entries_of(find_table(*poetry, "group"))) {
        if (const auto* table = group->as_table())
            add_keys(find_table(*table, "dependencies"), names);
    }
    return names;
}

class LockReader {
 public:
    LockReader(const fs::path& file, Needs& needs, const toml::array& packages)
        : file_(file), needs_(needs), packages_(packages), graph_(packages) {}

    void read() {
        if (graph_.roots().empty()) {
            read_direct_names();
            read_all();
        } else {
            read_roots();
        }
    }

 private:
    /// The roots of a uv.lock, with their extras and groups.
    void read_roots() {
        std::size_t parts = 0;
        for (const auto* root : graph_.roots()) {
            add_reached(find_array(*root, "dependencies"), {});
            for (const auto& [key, part] : {std::pair("optional-dependencies", Part::extra),
                                            {"dev-dependencies", Part::group}}) {
                for (const auto& [extra, list] : entries_of(find_table(*root, key))) {
                    if (++parts > kMostParts) throw too_many_parts();
                    needs_.add_part(extra);
                    add_reached(list->as_array(), {part, formats::normalised_name(extra)});
                }
            }
        }
    }

    /// poetry.lock and pdm.lock say themselves which parts want a package.
    void read_all() {
        for (const auto& each : packages_) {
            const auto* package = each.as_table();
            if (package == nullptr) continue;
            for (const auto& condition : conditions_of(*package)) {
                if (!condition.name.empty()) needs_.add_part(condition.name);
                add(*package, condition, true);
            }
        }
    }

    /// A poetry.lock does not tell what the project itself asks for: the pyproject.toml beside it
    /// does.
    void read_direct_names() {
        const auto project = file_.parent_path() / "pyproject.toml";
        std::error_code unreadable;
        if (file_.filename() == "uv.lock" || !fs::is_regular_file(project, unreadable)) return;
        direct_ = direct_dependencies(load_toml(project));
        needs_.note_read(project);
    }

    [[nodiscard]] Error too_many_parts() const {
        return {ErrorKind::usage,
                fmt::format("{}: more than {} extras and groups", file_.string(), kMostParts)};
    }

    [[nodiscard]] formats::MarkerEnvironment environment_for(const Condition& part) const {
        auto environment = needs_.marker_environment();
        if (part.part != Part::base) environment.extras->push_back(part.name);
        return environment;
    }

    void add_reached(const toml::array* dependencies, const Condition& part) {
        if (dependencies == nullptr) return;
        const auto environment = environment_for(part);
        const auto all = graph_.reach(*dependencies, environment);
        std::map<std::string, std::size_t> forks;  // of each package
        for (const Reached& reached : all) ++forks[text_at(*reached.package, "name")];
        for (const Reached& reached : all) {
            const auto& package = *reached.package;
            if (!is_noted(formats::normalised_name(text_at(package, "name")))) continue;
            auto condition = part;
            const auto fork = fork_marker(package);
            const auto applies = formats::applies(fork, environment);
            if (applies == formats::Applies::no) continue;
            // One of several says when it is taken; else the way to it does.
            condition.marker = reached.marker;
            if (applies == formats::Applies::maybe && forks[text_at(package, "name")] > 1)
                condition.marker = fork;
            add(package, condition, reached.is_direct);
        }
    }

    void add(const toml::table& package, const Condition& condition, bool is_direct) {
        const auto name = formats::normalised_name(text_at(package, "name"));
        if (!is_noted(name)) return;
        const auto place = place_of(*package.get("name"), file_);
        const auto version = text_at(package, "version");
        if (version.empty())
            throw Error(ErrorKind::usage, fmt::format("{}: {} has no version", place.text(), name));
        formats::Requirement requirement;
        requirement.name = name;
        requirement.specifier = "==" + version;
        Stated stated{place, condition};
        stated.is_direct = is_direct && (direct_.empty() || direct_.contains(name));
        stated.build = build_in_url(source_address(package));
        take_wheels(package, stated);
        needs_.add(requirement, stated);
    }

    /// NVIDIA's wheels that this very package depends on; without them those of the whole lock.
    void take_wheels(const toml::table& package, Stated& stated) const {
        const auto take = [&](std::string_view name, const std::string& version) {
            const auto wheel = find_nvidia_wheel(formats::normalised_name(name));
            const auto number = find_version(version);
            if (!wheel || !number) return;
            (*wheel == NvidiaWheel::runtime ? stated.runtime : stated.cudnn) = number;
        };
        if (const auto* dependencies = find_array(package, "dependencies")) {
            for (const auto& each : *dependencies) {
                const auto* dependency = each.as_table();
                const auto* wheel = dependency == nullptr ? nullptr : graph_.find_only(*dependency);
                if (wheel != nullptr) take(text_at(*wheel, "name"), text_at(*wheel, "version"));
            }
        }
        for (const auto& [name, value] : entries_of(find_table(package, "dependencies"))) {
            const auto* table = value->as_table();
            auto version =
                table == nullptr ? value->value_or(std::string()) : text_at(*table, "version");
            while (version.starts_with('=')) version.erase(0, 1);
            take(name, version);
        }
    }

    /// Poetry: `groups`, `optional` and `markers`, one for all or one for each group. pdm: `groups`
    /// and `marker`. uv without a project of its own: forks.
    [[nodiscard]] static std::vector<Condition> conditions_of(const toml::table& package) {
        auto groups = texts_of(find_array(package, "groups"));
        if (groups.empty()) groups.emplace_back("main");
        const bool optional = package["optional"].value_or(false);
        const auto* by_group = find_table(package, "markers");
        std::vector<Condition> conditions;
        for (const auto& group : groups) {
            Condition condition;
            condition.marker =
                by_group != nullptr ? text_at(*by_group, group) : text_at(package, "markers");
            if (condition.marker.empty()) condition.marker = text_at(package, "marker");
            if (condition.marker.empty()) condition.marker = fork_marker(package);
            const bool is_main = group == "main" || group == "default";
            if (!is_main) {
                condition.part = Part::group;
                condition.name = formats::normalised_name(group);
            } else if (optional && condition.marker.find("extra") == std::string::npos) {
                condition.part = Part::extra;
            }
            conditions.push_back(std::move(condition));
        }
        return conditions;
    }

    const fs::path& file_;
    Needs& needs_;
    const toml::array& packages_;
    LockGraph graph_;
    Names direct_;
};

}  // namespace

void read_lock(const fs::path& file, Needs& needs) {
    needs.note_read(file);
    const auto lock = load_toml(file);
    for (const auto& [name, packages] : entries_of(find_table(lock, "extras")))
        needs.add_part(name);
    const auto* packages = find_array(lock, "package");
    if (packages == nullptr) return;
    LockReader reader(file, needs, *packages);
    reader.read();
}

}  // namespace cudaenv::python
