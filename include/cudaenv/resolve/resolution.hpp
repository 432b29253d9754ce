// SPDX-License-Identifier: Apache-2.0
// What was asked of the resolver and what it answers.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <cudaenv/base/spec.hpp>
#include <cudaenv/base/version.hpp>
#include <cudaenv/catalog/components.hpp>
#include <cudaenv/catalog/release.hpp>
#include <cudaenv/catalog/tables.hpp>
#include <cudaenv/machine/machine.hpp>

namespace cudaenv::resolve {

/// How a toolkit runs on a machine (docs/architecture.md, "Verdicts").
enum class Verdict { native, minor_compat, forward_compat, compile_only, unsupported };
std::string_view verdict_text(Verdict verdict);  ///< "native", "minor-compat", …

/// The weakest verdict the user accepts (--compat).
enum class Compat { native, minor, forward, any };
std::optional<Compat> find_compat(std::string_view text);

struct Request {
    Spec cuda;
    std::optional<Spec> cudnn;        ///< absent: by rule; `none`: without
    std::map<std::string, Spec> libraries = {};  ///< others named (--with, pin): "nccl" -> latest, "2.21"
    catalog::Profile profile = catalog::Profile::standard;
    std::string host_compiler = "auto";  ///< "auto", "system", "gcc-N"
    std::optional<Compat> compat;     ///< absent: native for prefixes, minor with a warning for exact releases
    std::vector<std::string> sources; ///< in order of preference
    std::set<std::string> reachable;  ///< of `sources`; those that can be fetched from

    /// Asks for `library` ("cudnn", "nccl"…) in a version that satisfies `spec`.
    void ask_for_library(const std::string& library, const Spec& spec);
};

/// The part of the catalogue that deciding needs: resolve() wants every table, judge() those of drivers and GPUs.
struct CatalogView {
    std::vector<catalog::Summary> toolkits;
    std::vector<catalog::Summary> cudnn;
    std::vector<catalog::Summary> compilers;
    std::map<std::string, std::vector<catalog::Summary>> libraries = {};  ///< of those a request names
    const catalog::DriverTable* drivers = nullptr;
    const catalog::HostCompilerTable* host_compilers = nullptr;
    const catalog::CudnnTable* cudnn_table = nullptr;
    const catalog::GpuTable* gpus = nullptr;
    const catalog::LibraryTable* library_table = nullptr;      ///< only needed where libraries are named
    const catalog::FrameworkTable* frameworks = nullptr;       ///< only needed for frameworks
};

/// How NVIDIA writes the name of a library: "cuDNN", "NCCL"; of one nobody knows, the name itself.
std::string library_title(std::string_view name);

struct ChosenLibrary {
    std::string name;     ///< "cudnn"
    Version version;      ///< 8.9.7.29
    std::string variant;  ///< "cuda11"
    std::string source;
    std::string reason;   ///< one sentence
};

struct ChosenCompiler {
    std::string kind;     ///< "gcc", "clang"; empty for origin none
    Version version;
    std::string origin;   ///< "system", "store", "none"
    std::string path;     ///< of a system compiler
    std::string source;   ///< of a store compiler: the source that has it ("debian")
    bool is_default = false;  ///< nvcc finds it without being told
    std::string reason;
};

struct Rejected {
    Version release;
    std::string reason;  ///< stable code: driver-too-old, driver-requirement-unknown, gpu-too-new, gpu-partly, gpu-dropped, prerelease, yanked, no-source
    std::string needs;   ///< the driver that would cure it; may be empty
    std::string words;   ///< one sentence
};

/// One release that satisfies the request, and what was found about it.
struct Weighed {
    Version release;
    Verdict verdict = Verdict::native;
    std::string words;  ///< one sentence
};

/// A rule of compatibility that took part in the decision.
struct Rule {
    std::string words;   ///< "a driver runs every toolkit whose minimum it reaches"
    std::string source;  ///< the document that states it; may be empty
};

struct Resolution {
    std::string request;
    Version toolkit;
    Verdict verdict = Verdict::native;  ///< `unsupported` only with --compat any: compiles here, runs elsewhere
    std::optional<Version> min_driver;
    std::string source;        ///< first reachable source that has the whole toolkit; empty when none has
    std::vector<ChosenLibrary> libraries;
    ChosenCompiler host_compiler;
    std::string reason;        ///< why this toolkit, one sentence
    std::vector<Rejected> rejected;   ///< newer matching ones: the newest, the next one, then one of every other reason
    /// The newest CUDA that the driver runs, which nvidia-smi shows; nullopt: no driver, or unknown.
    std::optional<Version> driver_cuda;
    std::string layers;  ///< how that number and the toolkit's go together, one sentence
    std::vector<Weighed> weighed;  ///< every release that satisfies the request, newest first
    std::vector<Rule> rules;
    std::vector<std::string> notes;   ///< warnings and explanations, one sentence each
    std::vector<std::string> citations;  ///< documents the numbers come from
    /// When `source` is empty: the newest release satisfying machine and `sources` that a reachable source has.
    std::optional<Version> nearest_available;
};

}  // namespace cudaenv::resolve
