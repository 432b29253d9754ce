// SPDX-License-Identifier: Apache-2.0
// What a compressed stream holds, with bounded memory.
#pragma once

#include <cudaenv/archive/byte_source.hpp>

#include <memory>
#include <string>

namespace cudaenv::archive {

/// The uncompressed bytes of `source`, whose first bytes tell how it is compressed: by gzip,
/// bzip2, xz, lzma, zstd (once, not one in another), or not at all. Its reads throw Refusal for
/// damaged data and for what needs more memory than a stream may. `source` must outlive it; `name`
/// is for messages.
std::unique_ptr<ByteSource> decompress(ByteSource& source, const std::string& name);

}  // namespace cudaenv::archive
