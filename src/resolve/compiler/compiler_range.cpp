// SPDX-License-Identifier: Apache-2.0
// The host compilers that the nvcc of a release accepts.
#include "resolve/compiler/compiler_range.hpp"

namespace cudaenv::resolve {

CompilerRange::CompilerRange(const Version& toolkit, const catalog::HostCompilerRow* row)
    : toolkit_(toolkit), row_(row) {}

bool CompilerRange::accepts_gcc(unsigned major) const {
    if (row_ == nullptr) return true;
    return major <= row_->max_gcc && major >= row_->min_gcc.value_or(0);
}

bool CompilerRange::accepts_clang(const Version& version) const {
    if (row_ == nullptr) return true;
    if (row_->min_clang && version < *row_->min_clang) return false;
    // "14" accepts all of 14.x, "3.9" all of 3.9.x.
    return row_->max_clang &&
           version.truncated(row_->max_clang->numbers().size()) <= *row_->max_clang;
}

bool CompilerRange::accepts(const machine::HostCompiler& compiler) const {
    return compiler.kind == CompilerKind::gcc ? accepts_gcc(compiler.version.major_number())
                                              : accepts_clang(compiler.version);
}

GccRange CompilerRange::gcc() const {
    if (row_ == nullptr) return {toolkit_};
    return {toolkit_, row_->min_gcc, row_->max_gcc};
}

std::optional<GccMisfit> CompilerRange::find_misfit(unsigned gcc_major) const {
    if (accepts_gcc(gcc_major)) return std::nullopt;
    if (gcc_major > row_->max_gcc) return GccMisfit{GccAge::too_new, toolkit_, row_->max_gcc};
    return GccMisfit{GccAge::too_old, toolkit_, row_->min_gcc.value_or(0)};
}

}  // namespace cudaenv::resolve
