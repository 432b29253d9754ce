// SPDX-License-Identifier: Apache-2.0
// liblzma in one thread: its memory is bounded per archive, and other archives use the other cores.
#include "archive/xz_source.hpp"

#include "archive/memory.hpp"
#include "archive/refusal.hpp"

#include <cudaenv/base/error.hpp>

#include <fmt/format.h>

#include <cerrno>
#include <cstdint>
#include <utility>

namespace cudaenv::archive {

XzSource::XzSource(std::unique_ptr<ByteSource> source, XzFormat format, std::string name)
    : source_(std::move(source)), name_(std::move(name)), buffer_(kBufferSize) {
    constexpr std::uint64_t memory = kMaxWindow + kDecoderOverhead;
    const lzma_ret result = format == XzFormat::xz
                                ? lzma_stream_decoder(&stream_, memory, LZMA_CONCATENATED)
                                : lzma_alone_decoder(&stream_, memory);
    if (result != LZMA_OK) fail(result);
}

XzSource::~XzSource() {
    lzma_end(&stream_);
}

std::string_view XzSource::read() {
    stream_.next_out = buffer_.data();
    stream_.avail_out = buffer_.size();
    while (!is_done_ && stream_.avail_out > 0) step();
    return {reinterpret_cast<const char*>(buffer_.data()), buffer_.size() - stream_.avail_out};
}

void XzSource::step() {
    if (stream_.avail_in == 0 && action_ == LZMA_RUN) fetch();
    const lzma_ret result = lzma_code(&stream_, action_);
    if (result == LZMA_STREAM_END) {
        is_done_ = true;
    } else if (result != LZMA_OK) {
        fail(result);
    }
}

void XzSource::fetch() {
    const std::string_view bytes = source_->read();
    stream_.next_in = reinterpret_cast<const unsigned char*>(bytes.data());
    stream_.avail_in = bytes.size();
    if (bytes.empty()) action_ = LZMA_FINISH;
}

void XzSource::fail(lzma_ret result) {
    switch (result) {
        case LZMA_MEM_ERROR:
            throw io_error("unpack", name_, ENOMEM);
        case LZMA_MEMLIMIT_ERROR:
            throw too_much_memory(lzma_memusage(&stream_));
        case LZMA_BUF_ERROR:
            throw Refusal("its compressed data is cut off");
        default:
            throw Refusal("its compressed data is damaged");
    }
}

}  // namespace cudaenv::archive
