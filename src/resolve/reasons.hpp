// SPDX-License-Identifier: Apache-2.0
// The stable codes of why a release does not run, or is not taken.
#pragma once

namespace cudaenv::resolve {

inline constexpr const char* kNoDriver = "no-driver";
inline constexpr const char* kDriverUnknown = "driver-unknown";  ///< what it runs is not known
inline constexpr const char* kDriverTooOld = "driver-too-old";
inline constexpr const char* kRequirementUnknown = "driver-requirement-unknown";
inline constexpr const char* kGpuTooNew = "gpu-too-new";   ///< only PTX runs there
inline constexpr const char* kGpuPartly = "gpu-partly";    ///< nothing runs on some of several
inline constexpr const char* kGpuDropped = "gpu-dropped";  ///< nothing runs there
inline constexpr const char* kPrerelease = "prerelease";
inline constexpr const char* kYanked = "yanked";
inline constexpr const char* kNoSource = "no-source";

}  // namespace cudaenv::resolve
