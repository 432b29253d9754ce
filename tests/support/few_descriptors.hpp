// SPDX-License-Identifier: Apache-2.0
// A process that has hardly any file descriptors left.
#pragma once

#include <sys/resource.h>
#include <unistd.h>

namespace cudaenv::test {

/// The undefined-behaviour sanitizer looks types up through descriptors, and takes a lack of them
/// for a fault.
#ifdef __SANITIZE_ADDRESS__
inline constexpr bool kNeedsDescriptors = true;
#else
inline constexpr bool kNeedsDescriptors = false;
#endif

/// Leaves only `spare` descriptors until it is destroyed.
class FewDescriptors {
 public:
    explicit FewDescriptors(rlim_t spare) {
        const int next_free = ::dup(STDERR_FILENO);
        ::close(next_free);
        ::getrlimit(RLIMIT_NOFILE, &before_);
        const rlimit tight{static_cast<rlim_t>(next_free) + spare, before_.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &tight);
    }
    ~FewDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }
    FewDescriptors(const FewDescriptors&) = delete;
    FewDescriptors& operator=(const FewDescriptors&) = delete;

 private:
    rlimit before_{};
};

}  // namespace cudaenv::test
