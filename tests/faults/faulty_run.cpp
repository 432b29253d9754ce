// SPDX-License-Identifier: Apache-2.0
// The preloaded library reads its order from the environment; children of the program are left
// alone.
#include "faults/faulty_run.hpp"

#include "integration/trees.hpp"

#include <cudaenv/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <stdexcept>

namespace cudaenv::test {

namespace fs = std::filesystem;

namespace {

constexpr long kUsualSample = 30;

/// The parts of a picture that change as one.
std::string unit_of(const std::string& path) {
    if (!path.starts_with("environments/")) return path;
    return path.substr(0, path.find('/', std::string("environments/").size()));
}

std::map<std::string, Picture> units_of(const Picture& picture) {
    std::map<std::string, Picture> units;
    for (const auto& [path, content] : picture) {
        const bool is_shown = path.starts_with("environments/") || path == "pin" ||
                              path == "lock" || path == "default";
        if (is_shown) units[unit_of(path)].emplace(path, content);
    }
    return units;
}

std::string description(const fs::directory_entry& entry) {
    if (entry.is_symlink()) return "-> " + fs::read_symlink(entry.path()).string();
    if (entry.is_directory()) return fmt::format("directory {:o}", mode_of(entry.path()));
    return fmt::format("{:o} {}", mode_of(entry.path()), text_of(entry.path()));
}

void add_tree(Picture& picture, const fs::path& directory, const std::string& name) {
    if (!fs::is_directory(directory)) return;
    for (const auto& entry : fs::recursive_directory_iterator(directory)) {
        picture[name + "/" + entry.path().lexically_relative(directory).string()] =
            description(entry);
    }
}

void add_file(Picture& picture, const fs::path& file, const std::string& name) {
    if (fs::exists(fs::symlink_status(file)))
        picture[name] = description(fs::directory_entry(file));
}

}  // namespace

SteadyWorld::SteadyWorld(const Upstream& upstream) : World(upstream) {
    environment.set("CUDAENV_JOBS", "1");
}

Picture picture_of(const World& world) {
    Picture picture;
    const store::Layout& layout = world.layout();
    add_tree(picture, layout.environments(), "environments");
    add_tree(picture, layout.store(), "store");
    add_tree(picture, layout.shims(), "shims");
    add_tree(picture, layout.shell(), "shell");
    // Named by a digest of a path that is another one in every run.
    for (const std::string& name : names_in(layout.projects()))
        picture["projects/" + text_of(layout.projects() / name)];
    add_file(picture, layout.default_file(), "default");
    add_file(picture, layout.root / "shim/cudaenv-shim", "shim");
    add_file(picture, world.project() / ".cudaenv", "pin");
    add_file(picture, world.project() / ".cudaenv.lock", "lock");
    const std::string here = world.home().parent_path().string();
    Picture shown;
    for (const auto& [path, content] : picture)
        shown[replace_all(path, here, "@")] = replace_all(content, here, "@");
    return shown;
}

std::vector<std::string> leftovers(const World& world) {
    static const std::regex temporary("\\..*\\.[0-9a-f]{16}");
    std::vector<std::string> found;
    for (const fs::path& place : {world.layout().root, world.layout().cache, world.project()}) {
        if (!fs::is_directory(place)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(place)) {
            if (std::regex_match(entry.path().filename().string(), temporary))
                found.push_back(entry.path().string());
        }
    }
    for (const fs::path& place : {world.layout().staging(), world.layout().downloads()}) {
        for (const std::string& name : names_in(place)) found.push_back(place / name);
    }
    return found;
}

ProcessResult run_faulty(World& world, const Scenario& scenario, const std::string& fault) {
    if (!fault.empty()) {
        world.environment.set("CUDAENV_FAULT", fault);
        world.environment.set("LD_PRELOAD", CUDAENV_FAULT_LIBRARY);
    }
    ProcessResult result = world.run(scenario.command);
    world.environment.unset("CUDAENV_FAULT");
    world.environment.unset("LD_PRELOAD");
    return result;
}

long count_calls(const Upstream& upstream, const Scenario& scenario) {
    SteadyWorld world(upstream);
    scenario.prepare(world);
    const fs::path file = world.scratch("calls");
    const ProcessResult result = run_faulty(world, scenario, "count:" + file.string());
    long calls = 0;
    if (result.status != 0 || !(std::ifstream(file) >> calls))
        throw std::runtime_error("nothing was counted: " + result.errors);
    return calls;
}

std::vector<long> chosen_calls(long calls) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody changes the environment
    const char* wanted = std::getenv("CUDAENV_FAULTS");
    const bool every = wanted != nullptr && std::string(wanted) == "every";
    const long sample = wanted != nullptr ? std::strtol(wanted, nullptr, 10) : kUsualSample;
    const long step = every ? 1 : std::max(1L, calls / std::max(1L, sample));
    std::vector<long> chosen;
    for (long number = 1; number <= calls; number += step) chosen.push_back(number);
    return chosen;
}

std::vector<std::string> differences(const Picture& now, const Picture& wanted) {
    constexpr std::size_t limit = 10;
    std::vector<std::string> found;
    for (const auto& [path, content] : now) {
        const auto there = wanted.find(path);
        if (there == wanted.end()) {
            found.push_back(path + " is too many");
        } else if (there->second != content) {
            found.push_back(path + " is other: " + content.substr(0, 200));
        }
    }
    for (const auto& [path, content] : wanted) {
        if (!now.contains(path)) found.push_back(path + " is missing");
    }
    found.resize(std::min(found.size(), limit));
    return found;
}

std::string find_half_done(const Picture& now, const Picture& before, const Picture& after) {
    const auto units = units_of(now);
    const auto units_before = units_of(before);
    const auto units_after = units_of(after);
    const auto is_in = [](const auto& wanted, const auto& all) {
        const auto found = all.find(wanted.first);
        return found != all.end() && found->second == wanted.second;
    };
    for (const auto& unit : units) {
        if (!is_in(unit, units_before) && !is_in(unit, units_after)) return unit.first;
    }
    // What both have may not be missing in between.
    for (const auto& [name, picture] : units_before) {
        if (units_after.contains(name) && !units.contains(name)) return name;
    }
    return {};
}

}  // namespace cudaenv::test
