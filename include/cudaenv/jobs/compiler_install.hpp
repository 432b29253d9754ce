// SPDX-License-Identifier: Apache-2.0
// Installing a host compiler by itself.
#pragma once

#include <cudaenv/base/spec.hpp>
#include <cudaenv/catalog/release.hpp>
#include <cudaenv/jobs/install_job.hpp>
#include <cudaenv/jobs/session.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace cudaenv::jobs {

/// The compiler that a spec names, which is no release of CUDA: 10 of gcc-10, and of gcc-10.2.1
/// too, since a source has one of a major.
std::optional<unsigned> find_compiler_major(const Spec& spec);

/// The catalogue has no GCC of that major.
struct UnknownCompiler {
    unsigned major;
    std::vector<unsigned> known;
};
/// The libc of this machine is too old for it.
struct CompilerNeedsGlibc {
    Version compiler;
    Version needed;
    Version here;
};
/// The catalogue's GCC of that major.
std::variant<catalog::Summary, UnknownCompiler, CompilerNeedsGlibc> find_compiler(unsigned major,
                                                                                  Session& session);

struct CompilerDecision {
    install::Plan plan;
    SourceName source = SourceName::redist;
    std::vector<PassedOverSource> passed_over = {};
};
/// `order` are the sources in use. The one of a compiler that is in the store is not asked.
std::variant<CompilerDecision, NotOffered, Unreachable> decide_compiler(
    const catalog::Summary& compiler,
    const std::vector<SourceName>& order,
    bool offline,
    Session& session);

}  // namespace cudaenv::jobs
