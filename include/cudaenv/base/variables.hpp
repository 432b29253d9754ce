// SPDX-License-Identifier: Apache-2.0
// Names of the environment variables that cudaenv reads and sets; each is documented here.
#pragma once

namespace cudaenv::variables {

// Read by cudaenv.
inline constexpr const char* kRoot = "CUDAENV_ROOT";        ///< directory that holds everything
inline constexpr const char* kVersion = "CUDAENV_VERSION";  ///< spec that overrides every pin
inline constexpr const char* kDriver =
    "CUDAENV_DRIVER";  ///< driver version to assume; "none" for no driver
inline constexpr const char* kGpu = "CUDAENV_GPU";  ///< compute capabilities to assume, "8.6,9.0"
inline constexpr const char* kSystemRoot =
    "CUDAENV_SYSTEM_ROOT";  ///< directory whose files describe the machine, instead of "/" (tests,
                            ///< images)
inline constexpr const char* kSharedRoots =
    "CUDAENV_SHARED_ROOTS";  ///< colon-separated read-only roots
inline constexpr const char* kSafeDirectories =
    "CUDAENV_SAFE_DIRECTORIES";  ///< wins over safe_directories of config.yaml; by colons
inline constexpr const char* kLibraryPath =
    "CUDAENV_LIBRARY_PATH";  ///< wins over library_path of config.yaml
inline constexpr const char* kCatalog =
    "CUDAENV_CATALOG";  ///< directory of manifests used instead of the built-in ones
inline constexpr const char* kCheckpoint =
    "CUDAENV_CHECKPOINT";  ///< test builds: park at this named step

// Between the shell integration, the shims and cudaenv; not for users.
inline constexpr const char* kShell =
    "CUDAENV_SHELL";                                  ///< shell that evaluates what cudaenv prints
inline constexpr const char* kSaid = "CUDAENV_SAID";  ///< the prompt hook's last message
inline constexpr const char* kShimDepth =
    "CUDAENV_SHIM_DEPTH";  ///< how often a shim found itself again

// Set by an activated environment.
inline constexpr const char* kActive = "CUDAENV_ACTIVE";  ///< path of the active environment
inline constexpr const char* kUndo = "CUDAENV_UNDO";      ///< what activation changed, for its undo

}  // namespace cudaenv::variables
