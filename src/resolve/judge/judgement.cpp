// SPDX-License-Identifier: Apache-2.0
// The stable codes of verdicts and reasons.
#include <cudaenv/resolve/judgement.hpp>

namespace cudaenv::resolve {

std::string_view verdict_text(Verdict verdict) {
    switch (verdict) {
        case Verdict::native:
            return "native";
        case Verdict::minor_compat:
            return "minor-compat";
        case Verdict::forward_compat:
            return "forward-compat";
        case Verdict::compile_only:
            return "compile-only";
        case Verdict::unsupported:
            return "unsupported";
    }
    return {};
}

std::string_view reason_text(Reason reason) {
    switch (reason) {
        case Reason::no_driver:
            return "no-driver";
        case Reason::driver_unknown:
            return "driver-unknown";
        case Reason::driver_too_old:
            return "driver-too-old";
        case Reason::requirement_unknown:
            return "driver-requirement-unknown";
        case Reason::gpu_too_new:
            return "gpu-too-new";
        case Reason::gpu_partly:
            return "gpu-partly";
        case Reason::gpu_dropped:
            return "gpu-dropped";
        case Reason::prerelease:
            return "prerelease";
        case Reason::yanked:
            return "yanked";
        case Reason::no_source:
            return "no-source";
    }
    return {};
}

}  // namespace cudaenv::resolve
