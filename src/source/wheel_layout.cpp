// SPDX-License-Identifier: Apache-2.0
// Wheels hold nvidia/cu13/… or nvidia/<component>/…, regular files only, and some odd modes.
#include "source/wheel_layout.hpp"

#include "source/path_rules.hpp"

#include <cudaenv/sys/directories.hpp>

#include <array>
#include <system_error>

namespace cudaenv::source {
namespace {

namespace fs = std::filesystem;

// The sanitizer's copies of headers that cupti has too, with other bytes: cupti's stay in include/.
constexpr auto kSanitizerRules = std::to_array<PathRule>({
    {"nvidia/*/include/generated_*_meta.h", "compute-sanitizer/include/generated_$2_meta.h"},
});

constexpr auto kRules = std::to_array<PathRule>({
    {"*.dist-info/licenses/**", "share/licenses/{project}/$2"},
    {"*.dist-info/License*", "share/licenses/{project}/License$2"},
    {"*.dist-info/LICENSE*", "share/licenses/{project}/LICENSE$2"},
    {"*.dist-info/**", kDrop},
    {"**/__init__.py", kDrop},
    {"**/.metadata/**", kDrop},
    {"nvidia/*/share/skills/**", kDrop},
    {"nvidia/*/res/*.def", kDrop},
    {"nvidia/*/LICENSE*", "share/licenses/{project}/LICENSE$2"},
    {"nvidia/*/cccl/LICENSE", "share/licenses/{project}/LICENSE"},
    {"nvidia/*/cccl/lib/cmake/**", "lib/cmake/$2"},
    {"nvidia/*/cuda_cccl/lib/cmake/**", "lib/cmake/$2"},
    {"nvidia/libnvcomp/*.py", kDrop},
    {"nvidia/libnvcomp/lib64/**", "lib/$1"},
    {"nvidia/*/bin/cicc", "nvvm/bin/cicc"},
    {"nvidia/*/**", "$2"},
    {"cutensor/LICENSE*", "share/licenses/{project}/LICENSE$1"},
    {"cutensor/**", "$1"},
});

/// Some wheels ship programs that are not executable.
bool is_program(std::string_view path) {
    constexpr std::string_view directory = "bin/";
    return path.starts_with(directory) &&
           path.find_first_of("/.", directory.size()) == std::string_view::npos;
}

bool is_plain_file(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(fs::symlink_status(path, ignored));
}

/// "libnvvm.so" of "libnvvm.so.4"; empty for what is no versioned library.
std::string development_name(const std::string& library) {
    const std::size_t version = library.find(".so.");
    if (!library.starts_with("lib") || version == std::string::npos) return {};
    return library.substr(0, version + 3);
}

}  // namespace

archive::Mapping wheel_mapping(const std::string& project) {
    PathRules rules(Words{{"project", project}});
    if (project.starts_with("nvidia-cuda-sanitizer-api")) rules.add(kSanitizerRules);
    rules.add(kRules);
    return [placed = prefix_mapping(std::move(rules))](const std::string& entry) {
        std::optional<archive::Placement> placement = placed(entry);
        if (placement && is_program(placement->path)) placement->mode = 0755;
        return placement;
    };
}

void complete_wheel_tree(TreeWriter& tree, const CancelFlag& cancel) {
    for (const std::string& library : directory_names(tree.full_path("lib"))) {
        cancel.check();
        const std::string name = development_name(library);
        if (name.empty()) continue;
        tree.ensure_symlink("lib/" + name, library);
        if (name == "libnvvm.so") {
            tree.ensure_symlink("nvvm/lib64/" + library, "../../lib/" + library);
            tree.ensure_symlink("nvvm/lib64/" + name, library);
        }
    }
    if (is_plain_file(tree.full_path("include/nvvm.h"))) {
        tree.ensure_symlink("nvvm/include/nvvm.h", "../../include/nvvm.h");
    }
    // Before CUDA 13 the file bears the development name, but programs ask for its soname.
    if (is_plain_file(tree.full_path("nvvm/lib64/libnvvm.so"))) {
        tree.ensure_symlink("nvvm/lib64/libnvvm.so.4", "libnvvm.so");
    }
}

}  // namespace cudaenv::source
