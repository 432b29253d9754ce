// SPDX-License-Identifier: Apache-2.0
// What a release of a deep-learning framework needs: which CUDA it was built with, the driver that
// runs it, and the toolkit for building extensions of it.
#pragma once

#include <cudaenv/resolve/resolve.hpp>

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace cudaenv::resolve {

struct FrameworkQuestion {
    std::string framework;                        ///< as in catalog::FrameworkRow
    Spec release;                                 ///< "2.6.0", ">=2.4", latest
    std::optional<Version> cuda = std::nullopt;   ///< of the build meant: X.Y, or only the major
    std::optional<Version> cudnn = std::nullopt;  ///< that is known to stand beside it
    /// NVIDIA's container release that it was built for: no row is about that build.
    std::string container = {};
    /// Where it is no framework, and does not say for what it is compiled: "torch", "CUDA".
    std::string goes_with = {};
};

/// What a build states itself, whatever its CUDA would run on.
struct FrameworkDriverLimit {
    Version needed;  ///< newer than the driver here
};
struct FrameworkGpuLimit {
    Version gpu;     ///< capability of the newest here
    Version needed;  ///< the least that it has code for
};
using FrameworkLimit = std::variant<FrameworkDriverLimit, FrameworkGpuLimit>;

/// Why a build is the one that a question means.
enum class BuildReason {
    only_one,   ///< in the table
    asked_for,  ///< by its CUDA
    usual,      ///< a plain install gives it
    newest,
    told,  ///< the table does not know the release: the question says what it was built with
};

/// The table has no such release.
struct NotInTable {};
/// Its wheels bring the CUDA libraries.
struct BringsRuntime {};
/// Another build of the release runs where this one does not.
struct OtherBuildRuns {
    Version cuda;
};
/// An extra of its wheel brings the CUDA libraries.
struct RuntimeExtra {
    std::string name;  ///< "and-cuda"
};
using FrameworkNote = std::variant<NotInTable, BringsRuntime, OtherBuildRuns, RuntimeExtra>;

struct FrameworkAnswer {
    std::string framework;
    std::string release;  ///< "2.6.0"; "2.14" when no exact one was named
    catalog::FrameworkBuild build;
    BuildReason build_reason = BuildReason::usual;
    std::optional<Version> asked_cuda;  ///< of the build meant
    std::vector<Version> other_builds;  ///< CUDA of the release's others
    /// Its wheels bring the CUDA libraries: to run it only the driver is needed.
    bool bundles_runtime = false;
    std::optional<Version> least_driver;   ///< on which it runs at all
    std::optional<Version> native_driver;  ///< on which everything of it works
    Verdict verdict = Verdict::native;     ///< how it runs on the machine
    std::optional<FrameworkLimit> limit;   ///< that keeps it from running here
    Resolution toolkit;  ///< for extensions; accepted also when it only compiles here
    std::vector<FrameworkNote> notes;
    std::vector<std::string> citations;  ///< documents that state the build
};

/// `request` says everything about the toolkit but its release: sources, profile, compiler, and a
/// cuDNN only when another than the framework's is wanted.
/// A refusal is one of the framework or of its toolkit.
std::variant<FrameworkAnswer, Refusal> resolve_framework(const FrameworkQuestion& question,
                                                         const Request& request,
                                                         const machine::Machine& machine,
                                                         const catalog::Facts& catalog);

/// By their major of cuDNN those that do not bring it themselves: with more than one of them no one
/// environment serves all.
std::map<unsigned, std::vector<const FrameworkAnswer*>> by_needed_cudnn(
    const std::vector<FrameworkAnswer>& answers);

/// The answer whose toolkit builds extensions for all of them: the majors are the same, it is no
/// older than what any of them needs at run time, and else the oldest, since what it compiles also
/// runs with a newer runtime of its major. nullptr when no one toolkit does, and when they need
/// different majors of cuDNN beside it.
const FrameworkAnswer* find_common_toolkit(const std::vector<FrameworkAnswer>& answers);

}  // namespace cudaenv::resolve
