// SPDX-License-Identifier: Apache-2.0
// Reads what is installed in a virtual or conda environment, without starting its Python.
#include "python/build_label.hpp"
#include "python/conda_spec.hpp"
#include "python/packages.hpp"
#include "python/readers.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/python_names.hpp>
#include <cudaenv/sys/directories.hpp>
#include <cudaenv/sys/files.hpp>

#include <algorithm>
#include <set>
#include <system_error>

namespace cudaenv::python {

namespace {

constexpr std::uint64_t kLargestVersionFile = 64U << 10U;
constexpr const char* kCondaRecords = "conda-meta";

/// Sorted, so that the answer does not depend on the order of the directory. What cannot be read is
/// empty.
std::vector<fs::path> entries_of(const fs::path& directory) {
    std::vector<fs::path> entries;
    for (const std::string& name : list_directory(directory)) entries.push_back(directory / name);
    std::sort(entries.begin(), entries.end());
    return entries;
}

bool is_metadata(const fs::path& entry) {
    return entry.extension() == ".dist-info" || entry.extension() == ".egg-info";
}

/// "torch-2.6.0+cu124.dist-info", "torch-2.0.1-py3.10.egg-info": name and version are in the name.
bool add_installed(const fs::path& metadata, Needs& needs) {
    const auto stem = metadata.stem().string();
    const auto pieces = split(stem, '-');
    if (pieces.size() < 2) return false;
    formats::Requirement requirement;
    requirement.name = formats::normalised_name(pieces[0]);
    requirement.specifier = "==" + std::string(pieces[1]);
    needs.add(requirement, {{metadata, 0}});
    return requirement.name == "torch";
}

/// The value of a line "name = 'value'", "name: Optional[str] = 'value'"; None is empty.
std::optional<std::string> find_assigned(std::string_view text, std::string_view name) {
    for (const auto line : split_lines(text)) {
        const auto equals = line.find('=');
        if (equals == std::string_view::npos ||
            trim(line.substr(0, line.find_first_of(":="))) != name)
            continue;
        const auto value = trim(line.substr(equals + 1));
        if (value == "None") return std::string();
        if (value.size() > 2 && (value.front() == '\'' || value.front() == '"'))
            return std::string(value.substr(1, value.size() - 2));
    }
    return std::nullopt;
}

/// PyTorch notes what it was built with in a line "cuda: Optional[str] = '12.4'" or "cuda = None",
/// also where its version does not tell (conda, the default index), and its version where there is
/// no metadata (built in place).
void add_torch_build(const fs::path& packages, bool has_metadata, Needs& needs) {
    const auto file = packages / "torch/version.py";
    const auto text = find_file_text(file, kLargestVersionFile);
    if (!text) return;
    const auto version = find_assigned(*text, "__version__");
    if (!has_metadata && version && !version->empty()) {
        formats::Requirement torch;
        torch.name = "torch";
        torch.specifier = "==" + *version;
        needs.add(torch, {{file, 0}});
    }
    const auto cuda = find_assigned(*text, "cuda");
    if (!cuda) return;
    needs.note_read(file);
    needs.set_build("torch", cuda->empty() ? "cpu" : "cuda" + *cuda);
}

/// "pytorch-2.5.1-py3.11_cuda12.4_cudnn9.1.0_0.json": conda names its records by name, version and
/// build.
void read_conda_records(const fs::path& directory, Needs& needs) {
    const auto records = directory / kCondaRecords;
    bool any = false;
    for (const auto& entry : entries_of(records)) {
        if (entry.extension() != ".json") continue;
        add_conda_package(entry.stem().string(), {{entry, 0}, {}, Channel::conda}, needs);
        any = true;
    }
    if (any) needs.note_read(records);
}

void read_packages(const fs::path& packages, Needs& needs) {
    needs.note_read(packages);
    bool has_torch = false;
    for (const auto& entry : entries_of(packages)) {
        if (is_metadata(entry)) has_torch = add_installed(entry, needs) || has_torch;
    }
    add_torch_build(packages, has_torch, needs);
}

}  // namespace

std::vector<fs::path> site_packages(const fs::path& directory) {
    std::vector<fs::path> found;
    std::set<fs::path> seen;
    std::error_code unreadable;
    // lib64 may be a link to lib.
    for (const auto* library : {"lib", "lib64"}) {
        for (const auto& entry : entries_of(directory / library)) {
            if (!entry.filename().string().starts_with("python3")) continue;
            for (const auto* name : {"site-packages", "dist-packages"}) {
                const auto packages = entry / name;
                if (fs::is_directory(packages, unreadable) &&
                    seen.insert(fs::weakly_canonical(packages, unreadable)).second)
                    found.push_back(packages);
            }
        }
    }
    if (!found.empty()) return found;
    // A project's own directory may have an egg-info of it.
    const auto name = directory.lexically_normal().filename().string();
    const auto entries = entries_of(directory);
    const bool is_packages = name == "site-packages" || name == "dist-packages";
    if (is_packages || std::any_of(entries.begin(), entries.end(), [](const fs::path& entry) {
            return entry.extension() == ".dist-info";
        }))
        found.push_back(directory);
    return found;
}

bool is_environment(const fs::path& directory) {
    std::error_code unreadable;
    return fs::is_directory(directory / kCondaRecords, unreadable) ||
           !site_packages(directory).empty();
}

void read_environment(const fs::path& directory, Needs& needs) {
    read_conda_records(directory, needs);
    for (const auto& packages : site_packages(directory)) read_packages(packages, needs);
}

}  // namespace cudaenv::python
