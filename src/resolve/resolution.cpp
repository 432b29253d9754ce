// SPDX-License-Identifier: Apache-2.0
// What was asked of the resolver.
#include <cudaenv/resolve/resolution.hpp>

namespace cudaenv::resolve {

void Request::ask_for_library(Product library, const Spec& spec) {
    if (library == Product::cudnn) {
        cudnn = spec;
    } else {
        libraries[library] = spec;
    }
}

}  // namespace cudaenv::resolve
