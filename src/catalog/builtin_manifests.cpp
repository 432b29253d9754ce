// SPDX-License-Identifier: Apache-2.0
// Manifests that are part of the program: read where they lie, nothing is prepared at start-up.
#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/catalog/catalog.hpp>

#include <charconv>
#include <string_view>

// NOLINTBEGIN(readability-identifier-naming): symbols of builtin_manifests.S
extern "C" const char cudaenv_manifest_pack_begin[];
extern "C" const char cudaenv_manifest_pack_end[];
// NOLINTEND(readability-identifier-naming)

namespace cudaenv::catalog {

namespace {

struct Packed {
    std::string_view path;
    std::string_view text;
};

std::size_t parse_size(std::string_view digits) {
    std::size_t size = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size);
    if (error != std::errc() || stop != digits.data() + digits.size()) {
        throw Error(ErrorKind::internal, "the built-in manifests are damaged");
    }
    return size;
}

/// Calls `visit` with each file until it returns false. The layout is that of PackManifests.cmake.
template <typename Visit>
void visit_packed(Visit visit) {
    const std::string_view pack(
        cudaenv_manifest_pack_begin,
        static_cast<std::size_t>(cudaenv_manifest_pack_end - cudaenv_manifest_pack_begin));
    const std::size_t table_end = pack.find("\n\n");
    if (table_end == std::string_view::npos) return;
    std::size_t offset = table_end + 2;
    for (const std::string_view line : split(pack.substr(0, table_end), '\n')) {
        const std::size_t blank = line.rfind(' ');
        const std::size_t size = parse_size(line.substr(blank + 1));
        if (!visit(Packed{line.substr(0, blank), pack.substr(offset, size)})) return;
        offset += size;
    }
}

class BuiltinManifests : public ManifestSet {
 public:
    [[nodiscard]] std::optional<std::string> find(const std::string& path) const override {
        std::optional<std::string> text;
        visit_packed([&](const Packed& packed) {
            if (packed.path == path) text = std::string(packed.text);
            return !text.has_value();
        });
        return text;
    }

    [[nodiscard]] std::vector<std::string> paths() const override {
        std::vector<std::string> paths;
        visit_packed([&](const Packed& packed) {
            paths.emplace_back(packed.path);
            return true;
        });
        return paths;
    }

    [[nodiscard]] std::string origin() const override { return "built in"; }
};

}  // namespace

std::unique_ptr<ManifestSet> builtin_manifests() {
    return std::make_unique<BuiltinManifests>();
}

}  // namespace cudaenv::catalog
