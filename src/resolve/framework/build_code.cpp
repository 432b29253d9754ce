// SPDX-License-Identifier: Apache-2.0
// Whether the GPU code of a build runs on a GPU.
#include "resolve/framework/build_code.hpp"

#include <array>

namespace cudaenv::resolve {

namespace {

using catalog::CodeTarget;

bool runs_as_machine_code(const CodeTarget& target, const Version& gpu) {
    if (target.suffix == 'a') return target.capability == gpu;
    return target.capability.major_number() == gpu.major_number() && target.capability <= gpu;
}

bool compiles_for(const CodeTarget& target, const Version& gpu) {
    return target.suffix == 0 ? target.capability <= gpu : runs_as_machine_code(target, gpu);
}

/// The last that serves is the nearest.
template <typename Serves>
std::optional<CodeTarget> find_nearest(const std::vector<CodeTarget>& targets,
                                       const Version& gpu,
                                       Serves serves) {
    std::optional<CodeTarget> nearest;
    for (const auto& target : targets) {
        if (serves(target, gpu)) nearest = target;
    }
    return nearest;
}

/// From good to bad. Nobody knows is worse than what is known to work, and better than what is
/// known not to.
constexpr std::array<BuildCode, 5> kWorsening{BuildCode::machine_code,
                                              BuildCode::ptx,
                                              BuildCode::unknown,
                                              BuildCode::ptx_too_new,
                                              BuildCode::none};

std::size_t badness(BuildCode code) {
    std::size_t place = 0;
    while (kWorsening.at(place) != code) ++place;
    return place;
}

}  // namespace

BuildGpuFit fit_code(const catalog::CodeSet& code, const Version& gpu, Verdict driver) {
    if (auto target = find_nearest(code.sass, gpu, runs_as_machine_code))
        return {gpu, BuildCode::machine_code, std::move(target)};
    if (!code.ptx) return {gpu, BuildCode::unknown};
    auto target = find_nearest(*code.ptx, gpu, compiles_for);
    if (!target) return {gpu, BuildCode::none};
    // Without a driver here nothing says that the one it will meet is too old.
    const bool is_compiled = driver == Verdict::native || driver == Verdict::compile_only;
    return {gpu, is_compiled ? BuildCode::ptx : BuildCode::ptx_too_new, std::move(target)};
}

const BuildGpuFit& worse(const BuildGpuFit& one, const BuildGpuFit& other) {
    return badness(other.code) > badness(one.code) ? other : one;
}

std::string_view build_code_text(BuildCode code) {
    switch (code) {
        case BuildCode::machine_code:
            return "machine-code";
        case BuildCode::ptx:
            return "ptx";
        case BuildCode::ptx_too_new:
            return "ptx-too-new";
        case BuildCode::none:
            return "none";
        case BuildCode::unknown:
            return "unknown";
    }
    return {};
}

}  // namespace cudaenv::resolve
