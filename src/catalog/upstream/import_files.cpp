// SPDX-License-Identifier: Apache-2.0
// Importing files into a directory of manifests.
#include "catalog/manifest/merge.hpp"
#include "catalog/upstream/import_inputs.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/catalog/catalog.hpp>
#include <cudaenv/catalog/manifest_text.hpp>
#include <cudaenv/catalog/upstream/import.hpp>
#include <cudaenv/catalog/upstream/import_files.hpp>
#include <cudaenv/formats/yaml.hpp>
#include <cudaenv/sys/files.hpp>
#include <cudaenv/sys/own_file.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace cudaenv::catalog {

namespace {

namespace fs = std::filesystem;

/// Others may use a root and read what its owner's updates found, whatever his umask.
constexpr unsigned kReadable = 0644;

constexpr std::array<std::pair<ImportKind, std::string_view>, 3> kKinds{{
    {ImportKind::debian, "debian"},
    {ImportKind::wheels, "wheels"},
    {ImportKind::redist, "redist"},
}};

/// Files to write, collected before the first is written.
class Import {
 public:
    explicit Import(const fs::path& directory) : directory_(directory) {}

    void add_release(const Release& imported) {
        const std::string path = release_path(imported.product, imported.version);
        if (imported.offers.empty()) {
            files_.push_back({path, ImportOutcome::skipped});
            return;
        }
        const std::optional<std::string> text = find_text(path);
        const std::optional<Release> existing = read(path, text, read_release);
        add(path,
            text,
            existing,
            existing ? merge_release(*existing, imported) : imported,
            render_release);
    }

    /// Writes what changed, and the index over everything that is there then.
    std::vector<ImportedFile> finish() {
        write_index();
        write_in_order();
        std::sort(
            files_.begin(), files_.end(), [](const ImportedFile& left, const ImportedFile& right) {
                return left.path < right.path;
            });
        return std::move(files_);
    }

 private:
    /// An index names nothing that is not there yet, whenever the import is cut off.
    void write_in_order() const {
        const auto rank = [](const std::string& path) {
            if (path == "index.yaml") return 2;
            return path.starts_with("index/") ? 1 : 0;
        };
        for (const int wanted : {0, 1, 2}) {
            for (const auto& [path, text] : texts_) {
                if (rank(path) == wanted) replace_own_file(directory_ / path, text, kReadable);
            }
        }
    }

    /// What this import makes of a file already, else what is on disk.
    [[nodiscard]] std::optional<std::string> find_text(const std::string& path) const {
        const auto made = texts_.find(path);
        return made == texts_.end() ? find_file_text(directory_ / path) : made->second;
    }

    template <typename Value>
    [[nodiscard]] std::optional<Value> read(
        const std::string& path,
        const std::optional<std::string>& text,
        Value (*read_document)(const formats::Document&)) const {
        if (!text) return std::nullopt;
        return read_document(formats::parse_yaml(*text, (directory_ / path).string()));
    }

    /// The revision grows only when something else in the file changes, so that a repeated import
    /// changes no byte.
    template <typename Value>
    void add(const std::string& path,
             const std::optional<std::string>& old_text,
             const std::optional<Value>& old_value,
             Value value,
             std::string (*render)(const Value&)) {
        ImportOutcome outcome = ImportOutcome::added;
        if (old_value) {
            value.revision = old_value->revision;
            outcome =
                render(value) == *old_text ? ImportOutcome::unchanged : ImportOutcome::changed;
            if (outcome == ImportOutcome::changed) ++value.revision;
        }
        files_.push_back({path, outcome});
        if (outcome != ImportOutcome::unchanged) texts_[path] = render(value);
    }

    /// Products whose releases did not change keep their index; the revision of the whole grows
    /// with every change.
    void write_index() {
        std::map<Product, ProductIndex> products;
        for (const std::string& each : release_paths()) {
            const Release release = *read(each, find_text(each), read_release);
            ProductIndex& index = products[release.product];
            index.product = release.product;
            index.releases.push_back(summarize(release));
        }
        Index index;
        for (const auto& [product, releases] : products) {
            index.products.push_back(product);
            add_product_index(product_index_path(product), releases);
        }
        add_whole_index(std::move(index));
    }

    void add_product_index(const std::string& path, const ProductIndex& index) {
        const std::optional<std::string> text = find_text(path);
        add(path, text, read(path, text, read_product_index), index, render_product_index);
        // Nobody asked for it: told only when something happened to it.
        if (files_.back().outcome == ImportOutcome::unchanged) files_.pop_back();
    }

    void add_whole_index(Index index) {
        const std::string path = "index.yaml";
        const std::optional<std::string> text = find_text(path);
        if (const std::optional<Index> existing = read(path, text, read_known_index))
            index.revision = existing->revision + (texts_.empty() ? 0 : 1);
        const std::string rendered = render_index(index);
        if (text == rendered) return;
        files_.push_back({path, text ? ImportOutcome::changed : ImportOutcome::added});
        texts_[path] = rendered;
    }

    [[nodiscard]] std::vector<std::string> release_paths() const {
        std::vector<std::string> paths;
        if (fs::exists(directory_)) paths = directory_manifests(directory_)->paths();
        for (const auto& [path, text] : texts_) paths.push_back(path);
        std::sort(paths.begin(), paths.end());
        paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
        // What a newer program found stays as it is.
        std::erase_if(paths, [](const std::string& path) {
            return !find_product(path.substr(0, path.find('/')));
        });
        return paths;
    }

    const fs::path directory_;
    std::map<std::string, std::string> texts_;
    std::vector<ImportedFile> files_;
};

}  // namespace

std::optional<ImportKind> find_import_kind(std::string_view text) {
    for (const auto& [kind, name] : kKinds) {
        if (name == text) return kind;
    }
    return std::nullopt;
}

std::string_view import_outcome_text(ImportOutcome outcome) {
    switch (outcome) {
        case ImportOutcome::added:
            return "added";
        case ImportOutcome::changed:
            return "changed";
        case ImportOutcome::unchanged:
            return "unchanged";
        case ImportOutcome::skipped:
            return "skipped";
    }
    return "unchanged";
}

std::vector<ImportedFile> import_releases(const std::filesystem::path& directory,
                                          const std::vector<Release>& releases) {
    Import import(directory);
    for (const Release& release : releases) import.add_release(release);
    return import.finish();
}

std::vector<ImportedFile> import_into(const std::filesystem::path& directory,
                                      ImportKind kind,
                                      const std::vector<std::string>& inputs) {
    Import import(directory);
    for (const Release& release : read_releases(kind, inputs)) import.add_release(release);
    return import.finish();
}

}  // namespace cudaenv::catalog
