// SPDX-License-Identifier: Apache-2.0
// Whether what a request asks for is here.
#include "jobs/same_request.hpp"

#include <cudaenv/store/record.hpp>

#include <algorithm>

namespace cudaenv::jobs {

namespace {

bool brings_compiler(const store::Record& record) {
    return record.host_compiler && record.host_compiler->origin == CompilerOrigin::store;
}

/// A compiler that nvcc finds by itself is not recorded.
bool records(const store::Record& record, const resolve::ChosenCompiler& chosen) {
    if (chosen.origin == CompilerOrigin::none || chosen.is_default) return !record.host_compiler;
    return record.host_compiler && record.host_compiler->kind == chosen.kind &&
           record.host_compiler->version == chosen.version &&
           record.host_compiler->origin == chosen.origin;
}

bool has_same_compiler(const store::Record& record,
                       const resolve::Request& request,
                       const resolve::Resolution& resolution) {
    if (!request.host_compiler.is_automatic()) return records(record, resolution.host_compiler);
    return brings_compiler(record) == (resolution.host_compiler.origin == CompilerOrigin::store);
}

/// What was named must be as named. Libraries that an earlier request named and this one does not
/// are no difference: asking for less takes nothing away. cuDNN comes or is left out by rule.
bool has_same_libraries(const store::Installed& environment,
                        const resolve::Request& request,
                        const resolve::Resolution& resolution) {
    store::Wanted wish{parse_spec("latest"), request.libraries};
    if (request.cudnn) wish.libraries.insert_or_assign(Product::cudnn, *request.cudnn);
    const auto& chosen = resolution.libraries;
    const bool has_cudnn = std::any_of(chosen.begin(), chosen.end(), [](const auto& library) {
        return library.product == Product::cudnn;
    });
    return store::satisfies(environment, wish) &&
           environment.libraries.contains(Product::cudnn) == has_cudnn &&
           std::all_of(chosen.begin(), chosen.end(), [&environment](const auto& library) {
               return environment.libraries.contains(library.product);
           });
}

/// A larger profile holds the smaller ones: asking for less takes nothing away.
bool holds_profile(const store::Record& record, Profile wanted) {
    return record.profile && *record.profile >= wanted;
}

bool is_same(const store::Installed& environment,
             const resolve::Request& request,
             const resolve::Resolution& resolution) {
    if (environment.toolkit != resolution.toolkit) return false;
    const auto record = store::find_record(environment.path);
    return record && holds_profile(*record, request.profile) &&
           has_same_compiler(*record, request, resolution) &&
           has_same_libraries(environment, request, resolution);
}

}  // namespace

std::optional<store::Installed> find_same_request(const resolve::Request& request,
                                                  const resolve::Resolution& resolution,
                                                  const std::vector<store::Installed>& installed) {
    const auto found =
        std::find_if(installed.begin(), installed.end(), [&](const store::Installed& environment) {
            return environment.origin != store::EnvironmentOrigin::linked &&
                   is_same(environment, request, resolution);
        });
    return found == installed.end() ? std::nullopt : std::optional(*found);
}

}  // namespace cudaenv::jobs
