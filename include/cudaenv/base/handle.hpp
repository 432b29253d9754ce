// SPDX-License-Identifier: Apache-2.0
// Ownership of C objects and of clean-up actions.
#pragma once

#include <memory>
#include <utility>

namespace cudaenv {

template <auto release>
struct Releaser {
    template <typename T>
    void operator()(T* object) const {
        release(object);
    }
};

/// Owns an object of a C library; `release` is its C clean-up function.
template <typename T, auto release>
using CHandle = std::unique_ptr<T, Releaser<release>>;

/// Runs `action` when the scope is left, unless dismissed. The action must not throw.
template <typename Action>
class ScopeExit {
 public:
    explicit ScopeExit(Action action) : action_(std::move(action)) {}
    ~ScopeExit() {
        if (armed_) action_();
    }
    ScopeExit(const ScopeExit&) = delete;
    ScopeExit& operator=(const ScopeExit&) = delete;
    void dismiss() { armed_ = false; }

 private:
    Action action_;
    bool armed_ = true;
};

}  // namespace cudaenv
