// SPDX-License-Identifier: Apache-2.0
// When shims are brought in step.
#include <cudaenv/activation/shims.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/catalog/catalog.hpp>
#include <cudaenv/jobs/shim_upkeep.hpp>
#include <cudaenv/store/installed.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <set>
#include <string>

namespace cudaenv::jobs {

namespace {

/// Of the program itself: no other set of manifests says what may stand in front of a PATH.
std::set<std::string> known_tools() {
    return catalog::Catalog(catalog::shipped_manifests()).tools().names();
}

/// cudaenv-shim beside `program` (a build tree) or in ../libexec/cudaenv (an installation).
std::filesystem::path require_shim_program(const std::filesystem::path& program) {
    const std::filesystem::path directory = program.parent_path();
    for (const std::filesystem::path& candidate :
         {directory / "cudaenv-shim", directory / "../libexec/cudaenv/cudaenv-shim"}) {
        if (std::filesystem::exists(candidate)) return std::filesystem::canonical(candidate);
    }
    throw Error(ErrorKind::not_found,
                fmt::format("cudaenv-shim is missing beside {}", program.string()),
                Advice::install_program_again);
}

activation::ShimSources sources_of(const Environment& environment,
                                   const std::filesystem::path& program) {
    return {
        require_shim_program(program), program, known_tools(), store::shared_roots(environment)};
}

}  // namespace

void refresh_shims(const Environment& environment,
                   const store::Layout& layout,
                   const std::filesystem::path& program) {
    try {
        activation::refresh_shims(layout, sources_of(environment, program));
    } catch (const std::filesystem::filesystem_error& error) {
        throw io_error("use", error.path1().string(), error.code().value());
    }
}

void ensure_shims(const Environment& environment,
                  const store::Layout& layout,
                  const std::filesystem::path& program) {
    try {
        const auto shared_roots = store::shared_roots(environment);
        if (activation::are_shims_in_step(layout, shared_roots)) return;
        // Nobody waits here for one that is at it already.
        activation::try_refresh_shims(layout, sources_of(environment, program));
    } catch (const Error&) {
        return;  // the command is about something else
    } catch (const std::filesystem::filesystem_error&) {
        return;
    }
}

}  // namespace cudaenv::jobs
