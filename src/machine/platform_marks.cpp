// SPDX-License-Identifier: Apache-2.0
// What kind of computer this is, by the marks it leaves in its files.
#include "machine/platform_marks.hpp"

#include "machine/system_file.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/sys/directories.hpp>

#include <algorithm>
#include <array>

namespace cudaenv::machine {

namespace fs = std::filesystem;

namespace {

constexpr std::array kContainerFiles{
    ".dockerenv", "run/.containerenv", "run/systemd/container", ".singularity.d"};
constexpr std::array kContainerVariables{
    "container", "APPTAINER_CONTAINER", "SINGULARITY_CONTAINER", "KUBERNETES_SERVICE_HOST"};
constexpr std::array<std::string_view, 6> kContainerGroups{
    "docker", "kubepods", "containerd", "libpod", "/lxc", "garden"};

bool file_exists(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

bool contains(const fs::path& file, std::string_view word) {
    const auto text = read_system_file(file);
    return text && to_lower(*text).find(word) != std::string::npos;
}

}  // namespace

bool is_tegra(const fs::path& system_root) {
    return file_exists(system_root / "etc/nv_tegra_release") ||
           contains(system_root / "proc/device-tree/compatible", "nvidia,tegra") ||
           contains(system_root / "sys/devices/soc0/family", "tegra");
}

bool is_wsl(const fs::path& system_root) {
    return contains(system_root / "proc/sys/kernel/osrelease", "microsoft") ||
           file_exists(system_root / "usr/lib/wsl/lib/libdxcore.so");
}

bool is_container(const Environment& environment, const fs::path& system_root) {
    const auto has_file = [&](const char* name) { return file_exists(system_root / name); };
    const auto has_variable = [&](const char* name) {
        return environment.find_nonempty(name).has_value();
    };
    const auto groups = read_system_file(system_root / "proc/1/cgroup").value_or("");
    const auto in_group = [&](std::string_view name) {
        return groups.find(name) != std::string::npos;
    };
    return std::any_of(kContainerFiles.begin(), kContainerFiles.end(), has_file) ||
           std::any_of(kContainerVariables.begin(), kContainerVariables.end(), has_variable) ||
           std::any_of(kContainerGroups.begin(), kContainerGroups.end(), in_group);
}

std::vector<std::string> device_names(const fs::path& system_root) {
    auto names = list_directory(system_root / "dev");
    std::erase_if(names, [](const std::string& name) {
        return !name.starts_with("nvidia") && name != "dxg";
    });
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace cudaenv::machine
