// SPDX-License-Identifier: Apache-2.0
// Reading the files that are imported.
#include "catalog/upstream/import_inputs.hpp"

#include "catalog/upstream/limits.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/formats/json.hpp>
#include <cudaenv/sys/files.hpp>

#include <fmt/format.h>

#include <cerrno>

namespace cudaenv::catalog {

namespace {

namespace fs = std::filesystem;

/// An index of Debian's main is about 60 MB.
constexpr std::uint64_t kLargestInput = 512U << 20U;

constexpr std::string_view kMetaProject = "cuda-toolkit-";
constexpr std::string_view kRedistPrefix = "redistrib_";

/// Of the command line, where it may be a pipe.
std::string read_named(const fs::path& path) {
    if (auto text = find_given_text(path, kLargestInput)) return *std::move(text);
    throw io_error("open", path.string(), ENOENT);
}

/// Of a directory: waits for nobody.
std::string read_found(const fs::path& path) {
    return read_file_text(path, kLargestInput);
}

std::vector<Release> read_debian(const std::vector<std::string>& inputs) {
    std::vector<PackagesIndex> indexes;
    for (const std::string& input : inputs) {
        const std::size_t first = input.find(':');
        const std::size_t second = first == std::string::npos ? first : input.find(':', first + 1);
        if (second == std::string::npos) {
            throw Error(ErrorKind::usage,
                        fmt::format("\"{}\" is not SUITE:ARCHITECTURE:FILE", input),
                        "for example bookworm:amd64:Packages");
        }
        const std::string file = input.substr(second + 1);
        indexes.push_back({input.substr(0, first),
                           input.substr(first + 1, second - first - 1),
                           read_named(file),
                           file});
    }
    return import_debian(indexes);
}

std::vector<std::string> read_requirements(const fs::path& file) {
    const formats::Document document =
        formats::parse_json(read_found(file), file.string(), kJsonLimits);
    std::vector<std::string> lines;
    for (const formats::Value& line :
         document.root().require("info").require("requires_dist").list()) {
        lines.push_back(line.text_or_empty());
    }
    return lines;
}

std::vector<Release> read_wheels(const fs::path& directory) {
    std::error_code error;
    WheelIndex index;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory, error)) {
        if (entry.path().extension() != ".json") continue;
        const std::string name = entry.path().stem().string();
        const bool is_release = name.size() > kMetaProject.size() && name.starts_with(kMetaProject);
        if (is_release) {
            index.toolkit_requirements[name.substr(kMetaProject.size())] =
                read_requirements(entry.path());
        } else {
            index.projects[name] = read_found(entry.path());
        }
    }
    if (error) throw io_error("read", directory.string(), error.value());
    return import_wheels(index);
}

Product require_product(const std::string& name) {
    if (const auto product = find_product(name)) return *product;
    throw Error(ErrorKind::usage,
                fmt::format("\"{}\" is no product that cudaenv knows", name),
                Advice::list_products);
}

std::vector<Release> read_redist(const std::vector<std::string>& inputs) {
    const Product product = require_product(inputs.front());
    std::vector<Release> releases;
    for (auto input = std::next(inputs.begin()); input != inputs.end(); ++input) {
        const std::string stem = fs::path(*input).stem().string();
        const std::optional<RedistLabel> label =
            stem.starts_with(kRedistPrefix) ? find_redist_label(stem.substr(kRedistPrefix.size()))
                                            : std::nullopt;
        if (!label) {
            throw Error(ErrorKind::usage,
                        fmt::format("\"{}\" is not named redistrib_<label>.json", *input),
                        "keep NVIDIA's name of the file: it says which release it describes");
        }
        join_releases(releases, import_redist(read_named(*input), product, *label, *input), *input);
    }
    return releases;
}

void expect_inputs(ImportKind kind, const std::vector<std::string>& inputs) {
    const std::size_t count = inputs.size();
    if (kind == ImportKind::debian && count < 1) {
        throw Error(ErrorKind::usage, "import debian needs SUITE:ARCHITECTURE:FILE…");
    }
    if (kind == ImportKind::wheels && count != 1)
        throw Error(ErrorKind::usage, "import wheels needs one DIRECTORY");
    if (kind == ImportKind::redist && count < 2)
        throw Error(ErrorKind::usage, "import redist needs PRODUCT FILE…");
}

}  // namespace

std::vector<Release> read_releases(ImportKind kind, const std::vector<std::string>& inputs) {
    expect_inputs(kind, inputs);
    std::vector<Release> releases;
    if (kind == ImportKind::debian) releases = read_debian(inputs);
    if (kind == ImportKind::wheels) releases = read_wheels(inputs.front());
    if (kind == ImportKind::redist) releases = read_redist(inputs);
    if (!releases.empty()) return releases;
    throw Error(ErrorKind::not_found, "the inputs describe no release that could be imported");
}

}  // namespace cudaenv::catalog
