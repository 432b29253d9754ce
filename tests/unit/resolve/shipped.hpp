// SPDX-License-Identifier: Apache-2.0
// The catalogue that is built into the program, as the resolver sees it.
#pragma once

#include <cudaenv/catalog/catalog.hpp>
#include <cudaenv/resolve/resolve.hpp>

#include <string>
#include <vector>

namespace cudaenv::resolve::test {

struct Shipped {
    Shipped() = default;
    Shipped(const Shipped&) = delete;
    Shipped& operator=(const Shipped&) = delete;

    catalog::Catalog catalog{catalog::shipped_manifests()};
};
/// Read once for all tests.
const Shipped& shipped();

/// For that catalogue, every source configured and reachable.
Request shipped_request(const std::string& spec);

/// Every minimum of the driver table, one below, one above, and a driver of every branch;
/// ascending.
std::vector<Version> interesting_drivers();

}  // namespace cudaenv::resolve::test
