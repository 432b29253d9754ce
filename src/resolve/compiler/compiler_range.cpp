// SPDX-License-Identifier: Apache-2.0
// The host compilers that the nvcc of a release accepts.
#include "resolve/compiler/compiler_range.hpp"

#include <string>

namespace cudaenv::resolve {

CompilerRange::CompilerRange(const Version& toolkit,
                             Platform platform,
                             const catalog::HostCompilerTable& table)
    : toolkit_(toolkit), platform_(platform), table_(table), row_(table.find_row(toolkit)) {}

bool CompilerRange::accepts_clang(const Version& version) const {
    if (row_ == nullptr) return true;
    if (row_->min_clang && version < *row_->min_clang) return false;
    // "14" accepts all of 14.x, "3.9" all of 3.9.x.
    return row_->max_clang &&
           version.truncated(row_->max_clang->numbers().size()) <= *row_->max_clang;
}

bool CompilerRange::accepts(const machine::HostCompiler& compiler) const {
    return compiler.kind == CompilerKind::gcc ? !find_misfit(compiler.version)
                                              : accepts_clang(compiler.version);
}

GccRange CompilerRange::gcc() const {
    if (row_ == nullptr) return {toolkit_};
    unsigned most = row_->max_gcc;
    while (most > row_->min_gcc.value_or(0) && find_misfit(parse_version(std::to_string(most))))
        --most;
    return {toolkit_, row_->min_gcc, most};
}

std::optional<GccMisfit> CompilerRange::find_misfit(const Version& gcc) const {
    if (row_ == nullptr) return std::nullopt;
    const unsigned major = gcc.major_number();
    if (major > row_->max_gcc) return GccMisfit{GccFault::too_new, toolkit_, *this->gcc().most};
    if (row_->min_gcc && major < *row_->min_gcc)
        return GccMisfit{GccFault::too_old, toolkit_, *row_->min_gcc};
    const auto* broken = table_.find_broken(toolkit_, gcc, platform_);
    if (broken == nullptr) return std::nullopt;
    return GccMisfit{GccFault::broken, toolkit_, 0, broken->header};
}

}  // namespace cudaenv::resolve
