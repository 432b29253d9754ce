// SPDX-License-Identifier: Apache-2.0
// What cudaenv itself adds to an assembled prefix.
#include "install/prefix.hpp"

#include "install/nvcc_profile.hpp"
#include "install/pkg_config.hpp"

#include <cudaenv/sys/directories.hpp>
#include <cudaenv/sys/tree_links.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <system_error>

namespace cudaenv::install {

namespace fs = std::filesystem;

namespace {

bool is_there(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

constexpr std::string_view kStubs = "lib/stubs/";

void add_classic_links(TreeWriter& prefix, Platform platform) {
    prefix.ensure_directory("lib");
    prefix.ensure_directory("include");
    for (const ClassicLink& link : classic_links(prefix.root(), platform))
        prefix.ensure_symlink(link.path, link.target);
}

/// A stub whose library is absent would satisfy -lcublas and fail at run time; only the driver's
/// own libraries are meant to be stubs without a library.
bool is_orphaned_stub(const fs::path& prefix, const std::string& name) {
    const bool is_driver = name.starts_with("libcuda.so") || name.starts_with("libnvidia-ml.so");
    return !is_driver && !is_there(prefix / "lib" / name);
}

void remove_orphaned_stubs(TreeWriter& prefix, const CancelFlag& cancel) {
    for (const std::string& name : directory_names(prefix.full_path("lib/stubs"))) {
        cancel.check();
        if (is_orphaned_stub(prefix.root(), name)) prefix.remove_file("lib/stubs/" + name);
    }
}

std::string render_version_json(const PrefixFacts& facts) {
    nlohmann::ordered_json json;
    json["cuda"] = {{"name", "CUDA SDK"}, {"version", facts.toolkit.text()}};
    for (const auto& [component, version] : facts.components) {
        json[component] = {{"name", component}, {"version", version}};
    }
    return json.dump(3) + "\n";
}

std::vector<std::string> write_version_files(TreeWriter& prefix, const PrefixFacts& facts) {
    std::vector<std::string> written{"version.json"};
    prefix.replace_file("version.json", render_version_json(facts), 0444);
    if (!is_there(prefix.root() / "bin/nvcc")) {
        // Without nvcc CMake knows a toolkit only by version.txt (wheel-layout §7).
        prefix.replace_file(
            "version.txt", fmt::format("CUDA Version {}\n", facts.toolkit.text()), 0444);
        written.emplace_back("version.txt");
    }
    return written;
}

}  // namespace

std::vector<ClassicLink> classic_links(const fs::path& prefix, Platform platform) {
    const std::string target = fmt::format("targets/{}", target_directory(platform));
    // nvcc up to 13.1 links from $TOP/lib64 when there is no complete targets/ (redist-layout §3).
    std::vector<ClassicLink> links{
        {"lib64", "lib"}, {target + "/include", "../../include"}, {target + "/lib", "../../lib"}};
    if (is_there(prefix / "include/cupti.h")) {
        links.push_back({"extras/CUPTI/include", "../../include"});
        links.push_back({"extras/CUPTI/lib64", "../../lib"});
    }
    if (is_there(prefix / "lib/stubs/libcuda.so")) {
        // A linker following libcuda.so's soname finds the stub instead of warning (CMake issue
        // 25536).
        links.push_back({"lib/stubs/libcuda.so.1", "libcuda.so"});
    }
    return links;
}

bool is_left_out(const fs::path& prefix, const store::EntryPath& path) {
    if (path.kind == FileKind::link && !is_there((prefix / path.path).parent_path() / path.target))
        return true;
    return path.path.starts_with(kStubs) &&
           is_orphaned_stub(prefix, path.path.substr(kStubs.size()));
}

std::vector<std::string> finish_prefix(TreeWriter& prefix,
                                       const PrefixFacts& facts,
                                       const CancelFlag& cancel) {
    // Library archives bring development links for libraries that were not chosen.
    remove_dangling_links(prefix.root(), cancel);
    remove_orphaned_stubs(prefix, cancel);
    add_classic_links(prefix, facts.platform);
    std::vector<std::string> written = write_version_files(prefix, facts);
    if (facts.has_clashing_headers) {
        for (std::string& file : write_nvcc_profile(prefix)) written.push_back(std::move(file));
    }
    for (std::string& file : write_pkg_config(prefix, facts.toolkit, facts.libraries, cancel))
        written.push_back(std::move(file));
    return written;
}

}  // namespace cudaenv::install
