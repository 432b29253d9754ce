// SPDX-License-Identifier: Apache-2.0
// CBOR (RFC 8949): a tree as bytes that are quick to read.
#pragma once

#include <cudaenv/formats/value.hpp>

#include <string>
#include <string_view>

namespace cudaenv::formats {

/// Maps keep the order of their keys; lines are left out.
std::string encode_cbor(const Node& tree);
/// Throws Error(integrity) naming `file` for what encode_cbor() does not write.
Document decode_cbor(std::string_view bytes, const std::string& file);

}  // namespace cudaenv::formats
