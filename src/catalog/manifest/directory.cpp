// SPDX-License-Identifier: Apache-2.0
// Manifests that lie as YAML in a directory.
#include <cudaenv/base/error.hpp>
#include <cudaenv/catalog/catalog.hpp>
#include <cudaenv/formats/yaml.hpp>
#include <cudaenv/sys/files.hpp>

#include <algorithm>
#include <utility>

namespace cudaenv::catalog {

namespace {

namespace fs = std::filesystem;

class DirectoryManifests : public ManifestSet {
 public:
    DirectoryManifests(fs::path directory, ReadText read)
        : directory_(std::move(directory)), read_(std::move(read)) {}

    [[nodiscard]] std::optional<formats::Document> find(const std::string& path) const override {
        const std::optional<std::string> text = read_(directory_ / path);
        if (!text) return std::nullopt;
        return formats::parse_yaml(*text, label(path));
    }

    [[nodiscard]] std::vector<std::string> paths() const override {
        std::vector<std::string> paths;
        std::error_code error;
        fs::recursive_directory_iterator entry(directory_, error);
        for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
            if (entry->path().extension() != ".yaml") continue;
            paths.push_back(entry->path().lexically_relative(directory_).generic_string());
        }
        if (error) throw io_error("read the manifests in", directory_.string(), error.value());
        std::sort(paths.begin(), paths.end());
        return paths;
    }

    [[nodiscard]] std::string origin() const override { return directory_.string(); }

    [[nodiscard]] std::string label(const std::string& path) const override {
        return (directory_ / path).string();
    }

 private:
    fs::path directory_;
    ReadText read_;
};

}  // namespace

std::unique_ptr<ManifestSet> directory_manifests(fs::path directory, ReadText read) {
    if (!read) read = [](const fs::path& file) { return find_file_text(file); };
    return std::make_unique<DirectoryManifests>(std::move(directory), std::move(read));
}

}  // namespace cudaenv::catalog
