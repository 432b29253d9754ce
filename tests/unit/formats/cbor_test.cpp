// SPDX-License-Identifier: Apache-2.0
// Trees as bytes and back.
#include "support/expect_error.hpp"

#include <cudaenv/formats/cbor.hpp>
#include <cudaenv/formats/yaml.hpp>

#include <gtest/gtest.h>

#include <string>

namespace cudaenv::formats {
namespace {

using test::expect_error;

Node without_lines(Node node) {
    node.line = 0;
    for (Node& item : node.items) item = without_lines(std::move(item));
    return node;
}

TEST(Cbor, GivesTheTreeBack) {
    const Document document = parse_yaml(
        "z: text\na: [x, ~, {b: [], c: {}}]\n\"1.2\": \"\"\nm: \"übung \\\"…\\\"\"\n", "c.yaml");
    const std::string bytes = encode_cbor(document.tree());
    const Document back = decode_cbor(bytes, "c.cbor");
    EXPECT_EQ(back.tree(), without_lines(document.tree()));
    EXPECT_EQ(encode_cbor(back.tree()), bytes);
}

TEST(Cbor, HasNoLines) {
    const Document document = decode_cbor(encode_cbor(parse_yaml("a: b\n", "c").tree()), "c.cbor");
    expect_error(ErrorKind::integrity, "c.cbor: expected a list", [&] {
        static_cast<void>(document.root().list());
    });
}

TEST(Cbor, RefusesWhatItDoesNotWrite) {
    const std::string good = encode_cbor(parse_yaml("a: [b, c]\nd: e\n", "c").tree());
    for (std::size_t size = 0; size < good.size(); ++size) {
        expect_error(ErrorKind::integrity, "c.cbor: not readable as CBOR", [&] {
            static_cast<void>(decode_cbor(std::string_view(good).substr(0, size), "c.cbor"));
        });
    }
    // A number, a byte string, true, a list that claims four thousand million items, and deep
    // lists.
    for (const std::string& bytes : {std::string("\x01"),
                                     std::string("\x41\x01"),
                                     std::string("\xf5"),
                                     std::string("\x9a\xff\xff\xff\xff"),
                                     std::string(100'000, '\x81'),
                                     good + "\xf6"}) {
        expect_error(ErrorKind::integrity, "c.cbor: not readable as CBOR", [&] {
            static_cast<void>(decode_cbor(bytes, "c.cbor"));
        });
    }
}

}  // namespace
}  // namespace cudaenv::formats
