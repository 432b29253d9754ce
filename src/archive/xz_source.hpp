// SPDX-License-Identifier: Apache-2.0
// What an xz or lzma stream holds.
#pragma once

#include <cudaenv/archive/byte_source.hpp>

#include <lzma.h>

#include <memory>
#include <string>
#include <vector>

namespace cudaenv::archive {

enum class XzFormat { xz, lzma };

class XzSource final : public ByteSource {
 public:
    XzSource(std::unique_ptr<ByteSource> source, XzFormat format, std::string name);
    ~XzSource() override;
    XzSource(const XzSource&) = delete;
    XzSource& operator=(const XzSource&) = delete;

    std::string_view read() override;

 private:
    void step();
    void fetch();
    [[noreturn]] void fail(lzma_ret result);

    std::unique_ptr<ByteSource> source_;
    std::string name_;
    lzma_stream stream_ = LZMA_STREAM_INIT;
    lzma_action action_ = LZMA_RUN;  ///< LZMA_FINISH once all was fetched
    bool is_done_ = false;
    std::vector<unsigned char> buffer_;
};

}  // namespace cudaenv::archive
