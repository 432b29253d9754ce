// SPDX-License-Identifier: Apache-2.0
// A file that grows over several runs: what is there is read once, then bytes are appended.
#pragma once

#include <cudaenv/sys/cancel.hpp>
#include <cudaenv/sys/files.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

namespace cudaenv {

class GrowingFile {
 public:
    /// Opens or creates `path` and passes what it holds to `on_existing`, piece by piece. What is
    /// not a file of this user alone is never written: its name is taken from it. Throws
    /// Interrupted when cancelled.
    GrowingFile(std::filesystem::path path,
                const std::function<void(std::string_view)>& on_existing,
                const CancelFlag& cancel);
    [[nodiscard]] std::uint64_t size() const { return size_; }
    void append(std::string_view bytes);
    /// Starts again from nothing.
    void clear();
    /// Reports what close(2) would report, and hands over the descriptor.
    UniqueFd finish();

 private:
    std::filesystem::path path_;
    UniqueFd fd_;
    std::uint64_t size_ = 0;
};

}  // namespace cudaenv
