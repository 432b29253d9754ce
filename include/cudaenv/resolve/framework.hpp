// SPDX-License-Identifier: Apache-2.0
// What a release of a deep-learning framework needs: which CUDA it was built with, the driver and
// the GPUs that run it, how it is installed, and the toolkit for building extensions of it.
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
    std::optional<Version> python = std::nullopt;  ///< X.Y that it is for, where known
};

/// What a build has for a GPU.
enum class BuildCode {
    machine_code,
    ptx,          ///< only, and the driver here compiles it
    ptx_too_new,  ///< only, and the driver here does not compile it
    none,         ///< "no kernel image is available for execution on the device"
    unknown,      ///< nobody has read which code it has
};
/// The stable code of JSON: "machine-code", "ptx", "ptx-too-new", "none", "unknown".
std::string_view build_code_text(BuildCode code);
struct BuildGpuFit {
    Version gpu;
    BuildCode code = BuildCode::unknown;
    std::optional<catalog::CodeTarget> by = std::nullopt;  ///< whose code serves it

    bool operator==(const BuildGpuFit&) const = default;
};

/// What keeps a build from running, whatever its CUDA would run on.
struct FrameworkDriverLimit {
    Version needed;  ///< newer than the driver here
};
struct FrameworkGpuLimit {
    Version gpu;     ///< capability of the newest here
    Version needed;  ///< the least that the framework states
};
struct FrameworkCodeLimit {
    BuildGpuFit fit;        ///< of the newest GPU: none, or ptx_too_new
    catalog::CodeSet code;  ///< that the build has
    std::optional<Version> torch =
        std::nullopt;  ///< that the framework pins, where the code is its
};
struct FrameworkPlatformLimit {
    Platform platform;
    std::vector<Platform> known;  ///< that the build is known to exist for
};
struct FrameworkPythonLimit {
    Version python;
    Spec wanted;
};
using FrameworkLimit = std::variant<FrameworkDriverLimit,
                                    FrameworkGpuLimit,
                                    FrameworkCodeLimit,
                                    FrameworkPlatformLimit,
                                    FrameworkPythonLimit>;

/// How one build runs on a machine.
struct BuildFit {
    /// By its CUDA; of the driver alone where the build's own code is known.
    Judgement judgement;
    Verdict verdict = Verdict::native;
    std::optional<FrameworkLimit> limit = std::nullopt;   ///< that keeps it from running here
    std::vector<BuildGpuFit> gpus = {};                   ///< newest first
    std::optional<Version> least_driver = std::nullopt;   ///< on which it runs at all
    std::optional<Version> native_driver = std::nullopt;  ///< on which everything of it works
};

/// What pip installs a build by. At most one of the addresses beside the default index.
struct PipInstall {
    std::string requirement;  ///< "torch==2.8.0"
    std::string index_url = {};
    std::vector<std::string> extra_index_urls = {};
    std::string find_links = {};

    bool operator==(const PipInstall&) const = default;
};

/// Why a build is the one that a question means.
enum class BuildReason {
    only_one,   ///< in the table
    asked_for,  ///< by its CUDA
    usual,      ///< a plain install gives it
    newest,
    runs_here,  ///< of those that a question leaves open
    told,       ///< the table does not know the release: the question says what it was built with
};

/// The table has no such release.
struct NotInTable {};
/// Its wheels bring the CUDA libraries.
struct BringsRuntime {};
/// An extra of its wheel brings the CUDA libraries.
struct RuntimeExtra {
    std::string name;  ///< "and-cuda"
};
/// Which GPUs the build has code for was never read.
struct CodeNotKnown {};
/// A GPU here beside the newest gets nothing of it.
struct OtherGpuUnserved {
    Version gpu;
};
/// A newer release satisfies the question and does not run here.
struct NewerDoesNotRun {
    std::string release;  ///< the newest
};
/// No way of installing this build is known.
struct NoKnownInstall {
    bool conda_only = false;
};
using FrameworkNote = std::variant<NotInTable,
                                   BringsRuntime,
                                   RuntimeExtra,
                                   CodeNotKnown,
                                   OtherGpuUnserved,
                                   NewerDoesNotRun,
                                   NoKnownInstall>;

/// A build that runs where the one asked about does not.
struct FrameworkAlternative {
    enum class Kind { same_release, first_later, last_earlier };
    Kind kind = Kind::same_release;
    std::string release;
    Version series;  ///< as the table calls it: from it on, or up to it
    Version cuda;
    std::optional<PipInstall> pip = std::nullopt;
    bool only_by_ptx = false;
};

/// One that was looked at on the way.
struct ConsideredBuild {
    std::string release;
    Version cuda;
    BuildFit fit;
};

struct FrameworkAnswer {
    std::string framework;
    std::string release;  ///< "2.6.0"; "2.14" when no exact one was named or seen
    catalog::FrameworkBuild build;
    BuildReason build_reason = BuildReason::usual;
    std::optional<Version> asked_cuda;  ///< of the build meant
    std::vector<Version> other_builds;  ///< CUDA of the release's others
    /// Its wheels bring the CUDA libraries: to run it only the driver is needed.
    bool bundles_runtime = false;
    BuildFit fit;  ///< how it runs on the machine
    std::optional<PipInstall> pip;
    std::optional<FrameworkAlternative> alternative;  ///< looked for where it does not run well
    std::vector<ConsideredBuild> considered;          ///< newest first
    Resolution toolkit;  ///< for extensions; accepted also when it only compiles here
    std::vector<FrameworkNote> notes;
    std::vector<std::string> citations;  ///< documents that state the build
};

/// `request` says everything about the toolkit but its release: sources, profile, compiler, and a
/// cuDNN only when another than the framework's is wanted. A question that leaves the release open
/// is answered with the newest that runs on the machine, else with the newest.
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
