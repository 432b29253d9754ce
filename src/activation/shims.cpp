// SPDX-License-Identifier: Apache-2.0
// Writes shims/, the root's copy of the shim program and shell/.
#include "activation/shim_stamp.hpp"

#include <cudaenv/activation/shim.hpp>
#include <cudaenv/activation/shims.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/store/examination.hpp>
#include <cudaenv/sys/checkpoint.hpp>
#include <cudaenv/sys/directories.hpp>
#include <cudaenv/sys/file_lock.hpp>
#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/own_file.hpp>

#include <array>
#include <set>
#include <system_error>
#include <utility>

namespace cudaenv::activation {
namespace {

namespace fs = std::filesystem;

bool is_executable_file(const fs::directory_entry& entry) {
    std::error_code failed;
    const auto status = entry.status(failed);
    constexpr auto any_execute =
        fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
    return !failed && fs::is_regular_file(status) &&
           (status.permissions() & any_execute) != fs::perms::none;
}

struct Tools {
    std::set<std::string> names;
    bool are_all = true;  ///< no directory was there that could not be read
};

void add_tools(const fs::path& directory, const std::set<std::string>& known, Tools& tools) {
    std::error_code failed;
    for (fs::directory_iterator entry(directory, failed), end; !failed && entry != end;
         entry.increment(failed)) {
        const std::string name = entry->path().filename().string();
        if (known.contains(name) && is_executable_file(*entry)) tools.names.insert(name);
    }
    const bool is_absent =
        failed == std::errc::no_such_file_or_directory || failed == std::errc::not_a_directory;
    if (failed && !is_absent) tools.are_all = false;
}

Tools find_tools(const store::Layout& layout,
                 const std::set<std::string>& known,
                 const std::vector<fs::path>& shared_roots) {
    Tools tools;
    const auto all = store::list_environments(layout, shared_roots, store::examine_activation);
    for (const auto& environment : all.healthy) {
        for (const std::string& path : environment.activation.paths) {
            add_tools(environment.path / path, known, tools);
        }
    }
    // Their shims say what is wrong; without them there would be no such command.
    for (const auto& environment : all.damaged) add_tools(environment.path / "bin", known, tools);
    return tools;
}

/// Relative, so that a moved root keeps working.
fs::path link_target(const store::Layout& layout) {
    return shim_path(layout).lexically_relative(layout.shims());
}

bool is_our_link(const fs::path& path, const fs::path& target) {
    std::error_code failed;
    return fs::read_symlink(path, failed) == target && !failed;
}

void place_program(const fs::path& shim_program, const store::Layout& layout) {
    const fs::path place = shim_path(layout);
    // A copy, not a link: who builds or upgrades cudaenv in place must not change running shims.
    update_own_file(place, read_file_text(shim_program), 0755);
}

/// The link that is about to get its name; one that is there when a refresh begins was left by a
/// refresh that died.
fs::path unnamed_link(const fs::path& directory) {
    return directory / ".new";
}

/// Replaces what stands at `place` in one step.
void replace_link(const fs::path& target, const fs::path& place) {
    const fs::path made = unnamed_link(place.parent_path());
    std::error_code failed;
    fs::remove(made, failed);
    fs::create_symlink(target, made, failed);
    if (!failed) fs::rename(made, place, failed);
    if (failed) throw io_error("create", place.string(), failed.value());
}

void add_links(const std::set<std::string>& tools, const store::Layout& layout) {
    const fs::path target = link_target(layout);
    for (const std::string& tool : tools) {
        const fs::path place = layout.shims() / tool;
        if (!is_our_link(place, target)) replace_link(target, place);
    }
}

void remove_other_links(const std::set<std::string>& tools, const store::Layout& layout) {
    const fs::path target = link_target(layout);
    std::vector<fs::path> stale{unnamed_link(layout.shims())};
    std::error_code failed;
    for (const std::string& name : list_directory(layout.shims())) {
        const fs::path shim = layout.shims() / name;
        if (!tools.contains(name) && is_our_link(shim, target)) stale.push_back(shim);
    }
    for (const fs::path& path : stale) fs::remove(path, failed);
}

void write_hooks(const store::Layout& layout, const fs::path& program) {
    constexpr std::array<std::pair<Shell, const char*>, 4> files{{{Shell::bash, "init.bash"},
                                                                  {Shell::zsh, "init.zsh"},
                                                                  {Shell::fish, "init.fish"},
                                                                  {Shell::posix, "init.sh"}}};
    for (const auto& [shell, name] : files) {
        const std::string text = integration_text(shell, layout, program);
        const fs::path file = layout.shell() / name;
        update_own_file(file, text, 0644);
    }
}

/// Under the lock.
void bring_in_step(const store::Layout& layout, const ShimSources& sources) {
    // First: what is published from now on is not in step.
    const std::string environments = environments_text(layout, sources.shared_roots);
    const Tools tools = find_tools(layout, sources.known_tools, sources.shared_roots);
    place_program(sources.shim_program, layout);
    add_links(tools.names, layout);
    write_hooks(layout, sources.program);
    // What cannot be read is not empty: the next command looks again.
    if (!tools.are_all) return;
    remove_other_links(tools.names, layout);
    write_stamp(layout, sources.shim_program, sources.program, environments);
}

}  // namespace

fs::path shim_path(const store::Layout& layout) {
    return layout.shim() / kShimName;
}

std::string integration_text(Shell shell, const store::Layout& layout, const fs::path& program) {
    return render_hook(
        shell, layout.shims().string(), program.string(), shim_path(layout).string());
}

void refresh_shims(const store::Layout& layout, const ShimSources& sources) {
    store::ensure_layout(layout);
    checkpoint("shims-refresh");
    const CancelFlag never;
    const FileLock lock = FileLock::acquire(layout.shims_lock(), never, {});
    bring_in_step(layout, sources);
}

bool try_refresh_shims(const store::Layout& layout, const ShimSources& sources) {
    store::ensure_layout(layout);
    const auto lock = FileLock::try_acquire(layout.shims_lock());
    if (lock) bring_in_step(layout, sources);
    return lock.has_value();
}

}  // namespace cudaenv::activation
