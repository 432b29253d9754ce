// SPDX-License-Identifier: Apache-2.0
// What an installation reports while it runs: numbers and names, and of what went wrong a sentence.
#pragma once

#include <cudaenv/base/byte_count.hpp>

#include <functional>
#include <optional>
#include <string>

namespace cudaenv::install {

enum class Stage { waiting, downloading, unpacking, done };

/// What another process is installing; nullopt: it works in this root alone (it tidies up there).
using Awaited = std::optional<std::string>;
using OnWait = std::function<void(const Awaited&)>;

/// Called from worker threads, one call at a time.
class Observer {
 public:
    virtual ~Observer() = default;
    /// Work on archive number `index` (of Plan::archives) reached `stage`.
    virtual void on_stage(std::size_t index, Stage stage) = 0;
    /// Bytes of the archive downloaded so far (resumed ones included).
    virtual void on_progress(std::size_t index, ByteCount done) = 0;
    /// Another process has what we need; we wait for it.
    virtual void on_wait(const Awaited& what) = 0;
    /// A warning in words: a retry, a mirror passed over.
    virtual void on_warning(const std::string& text) = 0;
};

}  // namespace cudaenv::install
