// SPDX-License-Identifier: Apache-2.0
// Layout of a pack, all numbers of 32 bits, least byte first:
//   count of documents; for each, in the order of the paths: offset and size of its path, offset
//   and size of its CBOR; then paths and documents, which the offsets count from the first byte.
#include <cudaenv/base/error.hpp>
#include <cudaenv/catalog/pack.hpp>
#include <cudaenv/formats/cbor.hpp>

#include <fmt/format.h>

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace cudaenv::catalog {

namespace {

constexpr std::size_t kNumber = 4;
constexpr std::size_t kEntry = 4 * kNumber;

void append_number(std::string& bytes, std::size_t number) {
    if (number > std::numeric_limits<std::uint32_t>::max())
        throw Error(ErrorKind::internal, "the manifests are too large for one pack");
    for (std::size_t byte = 0; byte < kNumber; ++byte)
        bytes += static_cast<char>((number >> (8 * byte)) & 0xffU);
}

class PackedManifests : public ManifestSet {
 public:
    PackedManifests(std::string_view pack, std::string origin)
        : pack_(pack), origin_(std::move(origin)), count_(number_at(0)) {
        if (count_ > pack_.size() / kEntry) throw damaged_error();
    }

    [[nodiscard]] std::optional<formats::Document> find(const std::string& path) const override {
        std::size_t first = 0;
        std::size_t last = count_;
        while (first < last) {
            const std::size_t middle = first + (last - first) / 2;
            const std::string_view found = path_of(middle);
            if (found == path) return formats::decode_cbor(part(middle, 2), label(path));
            (found < path ? first : last) = found < path ? middle + 1 : middle;
        }
        return std::nullopt;
    }

    [[nodiscard]] std::vector<std::string> paths() const override {
        std::vector<std::string> paths;
        for (std::size_t entry = 0; entry < count_; ++entry) paths.emplace_back(path_of(entry));
        return paths;
    }

    [[nodiscard]] std::string origin() const override { return origin_; }

 private:
    [[nodiscard]] Error damaged_error() const {
        return {ErrorKind::integrity, fmt::format("the manifests ({}) are damaged", origin_)};
    }

    [[nodiscard]] std::size_t number_at(std::size_t offset) const {
        if (offset + kNumber > pack_.size()) throw damaged_error();
        std::size_t number = 0;
        for (std::size_t byte = 0; byte < kNumber; ++byte)
            number |= std::size_t{static_cast<unsigned char>(pack_[offset + byte])} << (8 * byte);
        return number;
    }

    /// The bytes that the numbers `first` and the next one of an entry tell.
    [[nodiscard]] std::string_view part(std::size_t entry, std::size_t first) const {
        const std::size_t place = kNumber + entry * kEntry + first * kNumber;
        const std::size_t offset = number_at(place);
        const std::size_t size = number_at(place + kNumber);
        if (offset > pack_.size() || size > pack_.size() - offset) throw damaged_error();
        return pack_.substr(offset, size);
    }

    [[nodiscard]] std::string_view path_of(std::size_t entry) const { return part(entry, 0); }

    std::string_view pack_;
    std::string origin_;
    std::size_t count_;
};

}  // namespace

std::string pack_manifests(const ManifestSet& manifests) {
    const std::vector<std::string> paths = manifests.paths();
    std::string index;
    append_number(index, paths.size());
    std::string content;
    const std::size_t begin = kNumber + paths.size() * kEntry;
    const auto append = [&](std::string_view bytes) {
        append_number(index, begin + content.size());
        append_number(index, bytes.size());
        content += bytes;
    };
    for (const std::string& path : paths) {
        append(path);
        append(formats::encode_cbor(manifests.find(path).value().tree()));
    }
    return index + content;
}

std::unique_ptr<ManifestSet> packed_manifests(std::string_view pack, std::string origin) {
    return std::make_unique<PackedManifests>(pack, std::move(origin));
}

}  // namespace cudaenv::catalog
