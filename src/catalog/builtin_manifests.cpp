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

/// The layout is that of PackManifests.cmake: a line "<path> <offset> <size>" for each file, sorted
/// by path, an empty line, the files.
class Pack {
 public:
    Pack()
        : bytes_(cudaenv_manifest_pack_begin,
                 static_cast<std::size_t>(cudaenv_manifest_pack_end - cudaenv_manifest_pack_begin)),
          table_(bytes_.substr(0, bytes_.find("\n\n") + 1)) {}

    [[nodiscard]] std::optional<std::string_view> find(const std::string& path) const {
        const std::size_t before = table_.find("\n" + path + " ");
        if (before == std::string_view::npos) return std::nullopt;
        const std::string_view rest = table_.substr(before + 1 + path.size() + 1);
        const std::size_t blank = rest.find(' ');
        const std::size_t offset = parse_number(rest.substr(0, blank));
        const std::size_t size = parse_number(rest.substr(blank + 1, rest.find('\n') - blank - 1));
        return bytes_.substr(table_.size() + 1 + offset, size);
    }

    [[nodiscard]] std::vector<std::string> paths() const {
        std::vector<std::string> paths;
        for (const std::string_view line : split(table_, '\n')) {
            if (!line.empty()) paths.emplace_back(line.substr(0, line.find(' ')));
        }
        return paths;
    }

 private:
    static std::size_t parse_number(std::string_view digits) {
        std::size_t number = 0;
        const char* const end = digits.data() + digits.size();
        const auto [stop, error] = std::from_chars(digits.data(), end, number);
        if (error != std::errc() || stop != end) {
            throw Error(ErrorKind::internal, "the built-in manifests are damaged");
        }
        return number;
    }

    std::string_view bytes_;
    std::string_view table_;  ///< begins and ends with a line feed
};

class BuiltinManifests : public ManifestSet {
 public:
    [[nodiscard]] std::optional<std::string> find(const std::string& path) const override {
        const std::optional<std::string_view> text = pack_.find(path);
        if (!text) return std::nullopt;
        return std::string(*text);
    }

    [[nodiscard]] std::vector<std::string> paths() const override { return pack_.paths(); }

    [[nodiscard]] std::string origin() const override { return "built in"; }

 private:
    Pack pack_;
};

}  // namespace

std::unique_ptr<ManifestSet> builtin_manifests() {
    return std::make_unique<BuiltinManifests>();
}

}  // namespace cudaenv::catalog
