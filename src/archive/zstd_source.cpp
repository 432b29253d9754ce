// SPDX-License-Identifier: Apache-2.0
// libzstd, frame by frame.
#include "archive/zstd_source.hpp"

#include "archive/memory.hpp"
#include "archive/refusal.hpp"

#include <cudaenv/base/error.hpp>

#include <zstd_errors.h>

#include <bit>
#include <cerrno>
#include <cstdint>
#include <optional>
#include <utility>

namespace cudaenv::archive {
namespace {

constexpr std::size_t kMaxFrameHeader = 18;

unsigned byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

/// What the frame's header wants (RFC 8878, 3.1.1.1); nullopt when it came in two pieces.
std::optional<std::uint64_t> find_window(std::string_view header) {
    if (header.size() < 5) return std::nullopt;
    const unsigned descriptor = byte_at(header, 4);
    const bool is_single_segment = (descriptor & 0x20U) != 0;
    if (!is_single_segment) {
        if (header.size() < 6) return std::nullopt;
        const std::uint64_t base = std::uint64_t{1} << (10U + (byte_at(header, 5) >> 3U));
        return base + base / 8 * (byte_at(header, 5) & 7U);
    }
    constexpr unsigned dictionary_sizes[] = {0, 1, 2, 4};
    const std::size_t at = 5 + dictionary_sizes[descriptor & 3U];
    const std::size_t size = std::size_t{1} << (descriptor >> 6U);
    if (header.size() < at + size) return std::nullopt;
    std::uint64_t content = 0;
    for (std::size_t i = size; i > 0; --i) content = content << 8U | byte_at(header, at + i - 1);
    return content;
}

}  // namespace

ZstdSource::ZstdSource(std::unique_ptr<ByteSource> source, std::string name)
    : source_(std::move(source)),
      name_(std::move(name)),
      decoder_(ZSTD_createDCtx()),
      buffer_(kBufferSize) {
    constexpr int log = std::countr_zero(kMaxWindow);
    if (!decoder_) throw io_error("unpack", name_, ENOMEM);
    const std::size_t result = ZSTD_DCtx_setParameter(decoder_.get(), ZSTD_d_windowLogMax, log);
    if (ZSTD_isError(result) != 0) fail(result);
}

std::string_view ZstdSource::read() {
    ZSTD_outBuffer out{.dst = buffer_.data(), .size = buffer_.size(), .pos = 0};
    while (out.pos < out.size) {
        if (in_.pos == in_.size && !may_hold_more_ && !fetch()) break;
        if (is_between_frames_) start_frame();
        const std::size_t result = ZSTD_decompressStream(decoder_.get(), &out, &in_);
        if (ZSTD_isError(result) != 0) fail(result);
        is_between_frames_ = result == 0;
        may_hold_more_ = out.pos == out.size && !is_between_frames_;
    }
    return {buffer_.data(), out.pos};
}

bool ZstdSource::fetch() {
    const std::string_view bytes = source_->read();
    if (bytes.empty() && !is_between_frames_) throw Refusal("its compressed data is cut off");
    in_ = {.src = bytes.data(), .size = bytes.size(), .pos = 0};
    return !bytes.empty();
}

/// libzstd may also know formats from before its first release, whose windows it does not bound;
/// they all start with another byte.
void ZstdSource::start_frame() {
    const std::string_view rest(static_cast<const char*>(in_.src) + in_.pos, in_.size - in_.pos);
    const unsigned first = byte_at(rest, 0);
    if (first != 0x28U && (first & 0xF0U) != 0x50U) {
        throw Refusal("its compressed data is damaged");
    }
    frame_header_ = rest.substr(0, kMaxFrameHeader);
}

void ZstdSource::fail(std::size_t result) const {
    switch (ZSTD_getErrorCode(result)) {
        case ZSTD_error_memory_allocation:
            throw io_error("unpack", name_, ENOMEM);
        case ZSTD_error_frameParameter_windowTooLarge:
            throw too_much_memory(find_window(frame_header_));
        default:
            throw Refusal("its compressed data is damaged");
    }
}

}  // namespace cudaenv::archive
