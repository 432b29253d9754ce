// SPDX-License-Identifier: Apache-2.0
// Manifests and indexes of them: what is read can be written and packed, and reads as the same.
#include "fuzz/fuzz.hpp"

#include <cudaenv/catalog/manifest_text.hpp>
#include <cudaenv/formats/cbor.hpp>
#include <cudaenv/formats/yaml.hpp>

using namespace cudaenv;

namespace {

formats::Document read(std::string_view text) {
    return formats::parse_yaml(text, "manifest.yaml");
}

std::string packed(const formats::Document& document) {
    return formats::encode_cbor(document.tree());
}

/// One kind of document: what is read can be written, and reads as the same.
template <typename Reader, typename Writer>
void check(std::string_view text, const Reader& read_value, const Writer& write) {
    fuzz::accept_or_refuse([&] {
        const std::string written = write(read_value(read(text)));
        const auto again = fuzz::read_back([&] { return read_value(read(written)); });
        fuzz::require(write(again) == written, "reading what was written changes nothing");
    });
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    fuzz::accept_or_refuse([&] {
        const std::string bytes = packed(read(text));
        const auto again = fuzz::read_back([&] { return formats::decode_cbor(bytes, "pack"); });
        fuzz::require(packed(again) == bytes, "unpacking what was packed changes nothing");
    });
    check(text, catalog::read_release, catalog::render_release);
    check(text, catalog::read_index, catalog::render_index);
    check(text, catalog::read_product_index, catalog::render_product_index);
    return 0;
}
