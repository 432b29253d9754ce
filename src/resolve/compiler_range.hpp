// SPDX-License-Identifier: Apache-2.0
// The host compilers that the nvcc of a release accepts.
#pragma once

#include <cudaenv/catalog/tables.hpp>
#include <cudaenv/machine/machine.hpp>

#include <string>

namespace cudaenv::resolve {

class CompilerRange {
 public:
    /// `row` may be null: then every compiler is accepted.
    CompilerRange(const Version& toolkit, const catalog::HostCompilerRow* row);

    [[nodiscard]] bool accepts_gcc(unsigned major) const;
    [[nodiscard]] bool accepts(const machine::HostCompiler& compiler) const;
    /// "nvcc 11.2 accepts gcc up to 10".
    [[nodiscard]] std::string words() const;
    /// "too new for nvcc 11.2 (accepts up to 10)", "too old for nvcc 13.0 (accepts from 6)"; empty
    /// when accepted.
    [[nodiscard]] std::string objection_to_gcc(unsigned major) const;

 private:
    [[nodiscard]] bool accepts_clang(const Version& version) const;

    std::string nvcc_;
    const catalog::HostCompilerRow* row_;
};

}  // namespace cudaenv::resolve
