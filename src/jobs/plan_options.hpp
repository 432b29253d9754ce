// SPDX-License-Identifier: Apache-2.0
// What a plan is made with.
#pragma once

#include <cudaenv/jobs/install_job.hpp>

namespace cudaenv::jobs {

install::PlanOptions plan_options(const InstallWish& wish, Platform platform);

/// Where an environment of that release and these libraries, from the same source, is here under
/// the name that nobody chose: what was asked for then comes along, so that it grows in its place
/// (components, static libraries, the larger profile).
install::PlanOptions grown_options(install::PlanOptions options,
                                   const resolve::Resolution& resolution,
                                   const store::Layout& layout);

}  // namespace cudaenv::jobs
