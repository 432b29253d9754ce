// SPDX-License-Identifier: Apache-2.0
// What a new environment is called when nobody says.
#pragma once

#include <cudaenv/resolve/compiler.hpp>
#include <cudaenv/store/layout.hpp>
#include <cudaenv/store/record.hpp>

#include <string>

namespace cudaenv::install {

/// What tells environments with the same release and libraries apart.
struct Distinctions {
    resolve::ChosenCompiler compiler;
    bool is_compiler_named = false;  ///< else any that fits serves
    /// Of a trusted lock, which tells apart all there is; empty: the catalogue vouches for all.
    std::string label = {};
};

/// After the release and the libraries. Where that is the name of an environment which lacks
/// something of `record`, and of which `record` lacks something, or which has another host compiler
/// than the one that was named, it is told apart by compiler, then by profile: two wishes that are
/// no part of each other are two environments. A damaged environment is made anew in its place.
std::string choose_name(const store::Record& record,
                        const Distinctions& distinctions,
                        const store::Layout& layout);

}  // namespace cudaenv::install
