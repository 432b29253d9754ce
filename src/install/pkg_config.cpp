// SPDX-License-Identifier: Apache-2.0
// pkg-config files.
#include "install/pkg_config.hpp"

#include "install/brought_text.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/sys/directories.hpp>

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <set>
#include <system_error>

namespace cudaenv::install {

namespace fs = std::filesystem;

namespace {

struct Described {
    const char* name;       ///< of the .pc file and, with -l, of the library
    const char* directory;  ///< below the prefix, where the link-time library stands
    const char* description;
};

constexpr std::array<Described, 16> kLibraries{{
    {"cuda", "lib/stubs", "CUDA Driver Library"},
    {"cudart", "lib", "CUDA Runtime Library"},
    {"cublas", "lib", "CUDA BLAS Library"},
    {"cufft", "lib", "CUDA FFT Library"},
    {"cufftw", "lib", "CUDA FFTW Library"},
    {"cufile", "lib", "cuFile Library"},
    {"cupti", "lib", "CUDA Profiling Tools Interface"},
    {"curand", "lib", "CUDA Random Number Generation Library"},
    {"cusolver", "lib", "CUDA Solver Library"},
    {"cusparse", "lib", "CUDA Sparse Matrix Library"},
    {"nvjitlink", "lib", "CUDA JIT Link Library"},
    {"nvjpeg", "lib", "NVIDIA JPEG Library"},
    {"nvrtc", "lib", "CUDA Run-time Compilation Library"},
    {"nvToolsExt", "lib", "NVIDIA Tools Extension"},
    {"nvidia-ml", "lib/stubs", "NVIDIA Management Library"},
    {"cudnn", "lib", "CUDA Deep Neural Network Library"},
}};

constexpr const char* kDirectory = "pkg-config";
constexpr std::string_view kRoot = "${pcfiledir}/..";

std::string link_name(const Described& library) {
    return std::string_view(library.name) == "nvjitlink" ? "nvJitLink" : library.name;
}

std::string render_pc(const Described& library, const Version& version) {
    return fmt::format(
        "cudaroot={0}\nlibdir=${{cudaroot}}/{1}\nincludedir=${{cudaroot}}/include\n\n"
        "Name: {2}\nDescription: {3}\nVersion: {4}\nLibs: -L${{libdir}} -l{5}\nCflags: "
        "-I${{includedir}}\n",
        kRoot,
        library.directory,
        library.name,
        library.description,
        version.text(),
        link_name(library));
}

std::string pc_path(const std::string& stem) {
    return fmt::format("{}/{}.pc", kDirectory, stem);
}

/// "cudart-12.4" -> "cudart"; the same text when it has no version.
std::string unversioned(const std::string& stem, const Version& toolkit) {
    const std::string end = "-" + toolkit.truncated(2).text();
    return stem.ends_with(end) ? stem.substr(0, stem.size() - end.size()) : stem;
}

void link_unversioned(TreeWriter& prefix, const std::string& stem, const Version& toolkit) {
    const std::string name = unversioned(stem, toolkit);
    if (name != stem) prefix.ensure_symlink(pc_path(name), stem + ".pc");
}

/// A variable ("libdir=…") that names a directory, made relative; every other line as it is.
std::string relocated_line(std::string_view line) {
    const std::size_t equals = line.find('=');
    const bool is_variable = equals != std::string_view::npos && line.find(':') > equals;
    const std::string_view key = is_variable ? trim(line.substr(0, equals)) : std::string_view{};
    if (key == "cudaroot" || key == "prefix" || key == "exec_prefix")
        return fmt::format("{}={}", key, kRoot);
    if (key == "includedir") return fmt::format("includedir={}/include", kRoot);
    if (key != "libdir") return std::string(line);
    const bool is_stub = line.find("/stubs") != std::string_view::npos;
    return fmt::format("libdir={}/lib{}", kRoot, is_stub ? "/stubs" : "");
}

/// The names, without their end, of the files that archives brought; each is made relative.
std::set<std::string> relocate_brought(TreeWriter& prefix, const CancelFlag& cancel) {
    std::set<std::string> stems;
    for (const std::string& name : directory_names(prefix.full_path(kDirectory))) {
        cancel.check();
        const fs::path path = prefix.full_path(kDirectory) / name;
        std::error_code ignored;
        if (path.extension() != ".pc" || !fs::is_regular_file(fs::symlink_status(path, ignored))) {
            continue;
        }
        const std::string stem = path.stem().string();
        if (const auto text = find_brought_text(prefix, pc_path(stem))) {
            prefix.replace_file(pc_path(stem), relocated_pc(*text), 0444);
        }
        stems.insert(stem);
    }
    return stems;
}

bool is_there(const TreeWriter& prefix, const Described& library) {
    const std::string link_time = fmt::format("{}/lib{}.so", library.directory, link_name(library));
    std::error_code ignored;
    return fs::exists(prefix.full_path(link_time), ignored);
}

/// The library beside the toolkit that is called `name`.
auto find_own(const std::map<Product, Version>& libraries, std::string_view name) {
    const auto product = find_product(name);
    return product ? libraries.find(*product) : libraries.end();
}

}  // namespace

std::string relocated_pc(std::string_view text) {
    std::string out;
    for (const std::string_view line : split_lines(text)) out += relocated_line(line) + "\n";
    return out;
}

std::vector<std::string> write_pkg_config(TreeWriter& prefix,
                                          const Version& toolkit,
                                          const std::map<Product, Version>& libraries,
                                          const CancelFlag& cancel) {
    prefix.ensure_directory(kDirectory);
    std::set<std::string> stems = relocate_brought(prefix, cancel);
    std::set<std::string> described;
    for (const std::string& stem : stems) described.insert(to_lower(unversioned(stem, toolkit)));
    for (const Described& library : kLibraries) {
        if (described.contains(to_lower(library.name)) || !is_there(prefix, library)) continue;
        const auto own = find_own(libraries, library.name);
        // A library beside the toolkit has a version of its own and needs no toolkit's in its name.
        const std::string stem =
            own == libraries.end() ? fmt::format("{}-{}", library.name, toolkit.truncated(2).text())
                                   : std::string(library.name);
        prefix.replace_file(
            pc_path(stem),
            render_pc(library, own == libraries.end() ? toolkit.truncated(2) : own->second),
            0444);
        stems.insert(stem);
    }
    std::vector<std::string> written;
    for (const std::string& stem : stems) {
        cancel.check();
        link_unversioned(prefix, stem, toolkit);
        written.push_back(pc_path(stem));
    }
    return written;
}

}  // namespace cudaenv::install
