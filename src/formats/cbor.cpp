// SPDX-License-Identifier: Apache-2.0
// CBOR, by nlohmann-json: encoded from its values, decoded from its events straight into a tree.
#include "formats/json_events.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/formats/cbor.hpp>

#include <fmt/format.h>

#include <cstdint>
#include <vector>

namespace cudaenv::formats {

namespace {

using Json = nlohmann::ordered_json;

Json to_json(const Node& node) {
    switch (node.kind) {
        case Node::Kind::null:
            return nullptr;
        case Node::Kind::text:
        case Node::Kind::boolean:
        case Node::Kind::whole:
        case Node::Kind::number:
            return node.text;
        case Node::Kind::list: {
            Json list = Json::array();
            for (const Node& item : node.items) list.push_back(to_json(item));
            return list;
        }
        case Node::Kind::map: {
            Json map = Json::object();
            for (std::size_t key = 0; key < node.items.size(); key += 2)
                map[node.items[key].text] = to_json(node.items[key + 1]);
            return map;
        }
    }
    return nullptr;
}

}  // namespace

std::string encode_cbor(const Node& tree) {
    const std::vector<std::uint8_t> bytes = Json::to_cbor(to_json(tree));
    return {bytes.begin(), bytes.end()};
}

Document decode_cbor(std::string_view bytes, const std::string& file) {
    JsonEvents events;
    if (!Json::sax_parse(bytes.data(),
                         bytes.data() + bytes.size(),
                         &events,
                         nlohmann::detail::input_format_t::cbor))
        throw Error(ErrorKind::integrity, fmt::format("{}: not readable as CBOR", file));
    return {events.take_root(), file};
}

}  // namespace cudaenv::formats
