// SPDX-License-Identifier: Apache-2.0
// Making a project's lock: what the plans of every platform come to.
#pragma once

#include <cudaenv/base/error.hpp>
#include <cudaenv/jobs/install_job.hpp>
#include <cudaenv/jobs/session.hpp>
#include <cudaenv/lock/lock.hpp>
#include <cudaenv/resolve/resolve.hpp>

#include <variant>
#include <vector>

namespace cudaenv::jobs {

/// A platform that gets nothing.
struct LeftOut {
    Platform platform;
    std::variant<resolve::Refusal, Error> why;
};

struct MadeLock {
    lock::Lock lock;
    resolve::Resolution here;       ///< of this machine, which decided the toolkit
    std::vector<LeftOut> left_out;  ///< though a source may have the toolkit for it
};

/// The toolkit is decided for this machine, as an installation would; then libraries, compiler and
/// archives of that toolkit for every platform that a source has it for. Asks no source. Throws
/// Error(refused) for a release of early access.
std::variant<MadeLock, resolve::Refusal, NotOffered> make_lock(resolve::Request request,
                                                               const lock::PinValues& pin,
                                                               Session& session);

}  // namespace cudaenv::jobs
