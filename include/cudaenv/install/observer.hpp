// SPDX-License-Identifier: Apache-2.0
// What an installation reports while it runs: numbers and names, and of what went wrong a sentence.
#pragma once

#include <cudaenv/base/byte_count.hpp>

#include <string>

namespace cudaenv::install {

enum class Stage { waiting, downloading, unpacking, done };

/// Called from worker threads, one call at a time.
class Observer {
 public:
    virtual ~Observer() = default;
    /// Work on archive number `index` (of Plan::archives) reached `stage`.
    virtual void on_stage(std::size_t index, Stage stage) = 0;
    /// Bytes of the archive downloaded so far (resumed ones included).
    virtual void on_progress(std::size_t index, ByteCount done) = 0;
    /// Another process is installing the same thing; we wait for it.
    virtual void on_wait(const std::string& what) = 0;
    /// Another process works in this root alone (it tidies up there); we wait for it.
    virtual void on_wait_for_root() = 0;
    /// A warning in words: a retry, a mirror passed over.
    virtual void on_warning(const std::string& text) = 0;
};

}  // namespace cudaenv::install
