// SPDX-License-Identifier: Apache-2.0
// The activation file of an environment.
#include "install/variables.hpp"

#include <cudaenv/base/version.hpp>

#include <fmt/format.h>

namespace cudaenv::install {

namespace {

/// nvcc of 11.2, 11.8 and 12.4 does not know NVCC_CCBIN, 13.0 does (measured); between them the
/// older way works too.
bool knows_ccbin_variable(const Version& toolkit) {
    return toolkit.major_number() >= 13;
}

void point_at_host_compiler(store::Activation& activation,
                            const store::RecordedCompiler& compiler) {
    const std::string path = compiler.origin == CompilerOrigin::store
                                 ? fmt::format("store:{}/bin/g++", compiler.path)
                                 : compiler.path;
    activation.set.emplace_back("CUDAHOSTCXX", path);
    activation.set.emplace_back("NVCC_CCBIN", path);
    if (!knows_ccbin_variable(parse_version(activation.toolkit))) {
        activation.prepend.emplace_back("NVCC_PREPEND_FLAGS", "-ccbin " + path);
    }
}

}  // namespace

store::Activation make_activation(const store::Record& record,
                                  const std::filesystem::path& prefix) {
    store::Activation activation;
    activation.toolkit = record.toolkit.text();
    for (const auto& [library, version] : record.libraries)
        activation.libraries.emplace(product_text(library), version.text());
    activation.profile = record.profile;
    activation.project = record.project;
    activation.paths = {"bin"};
    activation.library_paths = {"lib64"};
    for (const char* name : {"CUDA_HOME", "CUDA_PATH", "CUDAToolkit_ROOT"})
        activation.set.emplace_back(name, ".");
    if (std::filesystem::exists(prefix / "bin/nvcc"))
        activation.set.emplace_back("CUDACXX", "./bin/nvcc");
    if (record.host_compiler) point_at_host_compiler(activation, *record.host_compiler);
    return activation;
}

}  // namespace cudaenv::install
