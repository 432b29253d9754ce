// SPDX-License-Identifier: Apache-2.0
// Passes reports on one at a time: workers run on several threads.
#pragma once

#include <cudaenv/install/observer.hpp>

#include <mutex>

namespace cudaenv::install {

class SerialObserver final : public Observer {
 public:
    explicit SerialObserver(Observer& next) : next_(next) {}
    void on_stage(std::size_t index, Stage stage) override {
        const std::lock_guard lock(mutex_);
        next_.on_stage(index, stage);
    }
    void on_progress(std::size_t index, ByteCount done) override {
        const std::lock_guard lock(mutex_);
        next_.on_progress(index, done);
    }
    void on_wait(const Awaited& what) override {
        const std::lock_guard lock(mutex_);
        next_.on_wait(what);
    }
    void on_warning(const std::string& text) override {
        const std::lock_guard lock(mutex_);
        next_.on_warning(text);
    }

 private:
    Observer& next_;
    std::mutex mutex_;
};

}  // namespace cudaenv::install
