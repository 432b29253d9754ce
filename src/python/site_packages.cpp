// SPDX-License-Identifier: Apache-2.0
// Reads what is installed in a virtual environment, without starting its Python.
#include "python/packages.hpp"
#include "python/readers.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/python_names.hpp>
#include <cudaenv/sys/directories.hpp>
#include <cudaenv/sys/files.hpp>

#include <algorithm>
#include <system_error>

namespace cudaenv::python {

namespace {

constexpr std::uint64_t kLargestVersionFile = 64U << 10U;

/// Sorted, so that the answer does not depend on the order of the directory. What cannot be read is
/// empty.
std::vector<fs::path> entries_of(const fs::path& directory) {
    std::vector<fs::path> entries;
    for (const std::string& name : list_directory(directory)) entries.push_back(directory / name);
    std::sort(entries.begin(), entries.end());
    return entries;
}

/// "torch-2.6.0+cu124.dist-info": name and version are in the directory's name.
void add_installed(const fs::path& metadata, Needs& needs) {
    const auto stem = metadata.stem().string();
    const auto dash = stem.find('-');
    if (dash == std::string::npos) return;
    formats::Requirement requirement;
    requirement.name = formats::normalised_name(stem.substr(0, dash));
    requirement.specifier = "==" + stem.substr(dash + 1);
    if (!find_framework_package(requirement.name) && !find_nvidia_wheel(requirement.name)) return;
    needs.add(requirement, {metadata, 0});
}

/// PyTorch notes what it was built with in a line "cuda: Optional[str] = '12.4'" or "cuda = None",
/// also where its version does not tell (conda, the default index).
void add_torch_build(const fs::path& packages, Needs& needs) {
    const auto text = find_file_text(packages / "torch/version.py", kLargestVersionFile);
    if (!text) return;
    for (const auto line : split_lines(*text)) {
        const auto equals = line.find('=');
        if (equals == std::string_view::npos ||
            trim(line.substr(0, line.find_first_of(":="))) != "cuda")
            continue;
        auto value = trim(line.substr(equals + 1));
        if (value == "None") {
            needs.set_build("torch", "cpu");
        } else if (value.size() > 2 && (value.front() == '\'' || value.front() == '"')) {
            value = value.substr(1, value.size() - 2);
            needs.set_build("torch", "cuda" + std::string(value));
        }
    }
}

}  // namespace

std::vector<fs::path> site_packages(const fs::path& directory) {
    std::vector<fs::path> found;
    for (const auto& entry : entries_of(directory / "lib")) {
        const auto packages = entry / "site-packages";
        if (entry.filename().string().starts_with("python3.") && fs::is_directory(packages))
            found.push_back(packages);
    }
    return found;
}

void read_environment(const fs::path& directory, Needs& needs) {
    for (const auto& packages : site_packages(directory)) {
        for (const auto& entry : entries_of(packages)) {
            if (entry.extension() == ".dist-info") add_installed(entry, needs);
        }
        add_torch_build(packages, needs);
    }
}

}  // namespace cudaenv::python
