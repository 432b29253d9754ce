// SPDX-License-Identifier: Apache-2.0
// Enters what is selected, or leaves what is active.
#include <cudaenv/jobs/activation.hpp>

namespace cudaenv::jobs {

activation::Changes activate(const selection::Selection& selection,
                             const Environment& environment,
                             const store::Layout& layout) {
    if (!selection.environment) return activation::leave(environment);
    return activation::enter(environment,
                             *selection.environment,
                             activation::load_library_path(environment, layout.config_file()));
}

}  // namespace cudaenv::jobs
