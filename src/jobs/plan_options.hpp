// SPDX-License-Identifier: Apache-2.0
// What a plan is made with.
#pragma once

#include <cudaenv/jobs/install_job.hpp>

namespace cudaenv::jobs {

install::PlanOptions plan_options(const InstallWish& wish, Platform platform);

}  // namespace cudaenv::jobs
