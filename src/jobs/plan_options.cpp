// SPDX-License-Identifier: Apache-2.0
// What a plan is made with.
#include "jobs/plan_options.hpp"

namespace cudaenv::jobs {

install::PlanOptions plan_options(const InstallWish& wish, Platform platform) {
    install::PlanOptions options;
    options.environment_name = wish.name;
    options.components = wish.components;
    options.profile = wish.request.profile;
    options.with_statics = wish.request.profile == Profile::full || wish.with_statics;
    options.platform = platform;
    options.spec = wish.spec;
    return options;
}

}  // namespace cudaenv::jobs
