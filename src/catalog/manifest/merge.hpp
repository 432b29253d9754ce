// SPDX-License-Identifier: Apache-2.0
// Laying manifests over others: releases that appeared after the program, offers of further
// sources.
#pragma once

#include <cudaenv/catalog/release.hpp>

namespace cudaenv::catalog {

/// The products of both; a revision that grows with either.
Index merge_index(const Index& shipped, const Index& update);
/// `shipped` with the releases that only `update` has, and of those that both have the sources that
/// only `update` has.
ProductIndex merge_product_index(const ProductIndex& shipped, const ProductIndex& update);
/// `existing` with the offers of `newer`'s sources replaced, and what `newer` says beside them.
/// Throws Error(internal) for two different releases.
Release merge_release(const Release& existing, const Release& newer);

}  // namespace cudaenv::catalog
