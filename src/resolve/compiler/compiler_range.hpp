// SPDX-License-Identifier: Apache-2.0
// The host compilers that the nvcc of a release accepts.
#pragma once

#include <cudaenv/base/platform.hpp>
#include <cudaenv/catalog/tables.hpp>
#include <cudaenv/machine/machine.hpp>
#include <cudaenv/resolve/compiler.hpp>

#include <optional>

namespace cudaenv::resolve {

class CompilerRange {
 public:
    /// Of a toolkit without a row in `table` every compiler is accepted. `table` must outlive this.
    CompilerRange(const Version& toolkit,
                  Platform platform,
                  const catalog::HostCompilerTable& table);

    [[nodiscard]] bool accepts(const machine::HostCompiler& compiler) const;
    [[nodiscard]] GccRange gcc() const;
    /// nullopt when nothing speaks against it. `gcc` is a release, or a major: then only what holds
    /// for all of it.
    [[nodiscard]] std::optional<GccMisfit> find_misfit(const Version& gcc) const;

 private:
    [[nodiscard]] bool accepts_clang(const Version& version) const;

    Version toolkit_;
    Platform platform_;
    const catalog::HostCompilerTable& table_;
    const catalog::HostCompilerRow* row_;
};

}  // namespace cudaenv::resolve
