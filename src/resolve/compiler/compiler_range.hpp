// SPDX-License-Identifier: Apache-2.0
// The host compilers that the nvcc of a release accepts.
#pragma once

#include <cudaenv/catalog/tables.hpp>
#include <cudaenv/machine/machine.hpp>
#include <cudaenv/resolve/compiler.hpp>

#include <optional>

namespace cudaenv::resolve {

class CompilerRange {
 public:
    /// `row` may be null: then every compiler is accepted.
    CompilerRange(const Version& toolkit, const catalog::HostCompilerRow* row);

    [[nodiscard]] bool accepts_gcc(unsigned major) const;
    [[nodiscard]] bool accepts(const machine::HostCompiler& compiler) const;
    [[nodiscard]] GccRange gcc() const;
    /// nullopt when it is accepted.
    [[nodiscard]] std::optional<GccMisfit> find_misfit(unsigned gcc_major) const;

 private:
    [[nodiscard]] bool accepts_clang(const Version& version) const;

    Version toolkit_;
    const catalog::HostCompilerRow* row_;
};

}  // namespace cudaenv::resolve
