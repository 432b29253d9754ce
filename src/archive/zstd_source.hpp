// SPDX-License-Identifier: Apache-2.0
// What a zstd stream holds.
#pragma once

#include <cudaenv/archive/byte_source.hpp>
#include <cudaenv/base/handle.hpp>

#include <zstd.h>

#include <memory>
#include <string>
#include <vector>

namespace cudaenv::archive {

class ZstdSource final : public ByteSource {
 public:
    ZstdSource(std::unique_ptr<ByteSource> source, std::string name);

    std::string_view read() override;

 private:
    using Decoder = CHandle<ZSTD_DCtx, ZSTD_freeDCtx>;

    /// False at the end of the stream.
    [[nodiscard]] bool fetch();
    void start_frame();
    [[noreturn]] void fail(std::size_t result) const;

    std::unique_ptr<ByteSource> source_;
    std::string name_;
    Decoder decoder_;
    ZSTD_inBuffer in_{};
    std::string frame_header_;  ///< of the current frame, as much as came in one piece
    bool is_between_frames_ = true;
    bool may_hold_more_ = false;  ///< of what it was given: its output did not fit
    std::vector<char> buffer_;
};

}  // namespace cudaenv::archive
