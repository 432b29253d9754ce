// SPDX-License-Identifier: Apache-2.0
// Which cuDNN has to stand beside frameworks. Wheels that bring their own find it themselves; the
// others load what the environment has, and one prefix has headers and links of one major.
#include <cudaenv/resolve/framework.hpp>

namespace cudaenv::resolve {

std::map<unsigned, std::vector<const FrameworkAnswer*>> by_needed_cudnn(
    const std::vector<FrameworkAnswer>& answers) {
    std::map<unsigned, std::vector<const FrameworkAnswer*>> by_major;
    for (const FrameworkAnswer& answer : answers) {
        if (!answer.bundles_runtime && answer.build.cudnn)
            by_major[answer.build.cudnn->major_number()].push_back(&answer);
    }
    return by_major;
}

}  // namespace cudaenv::resolve
