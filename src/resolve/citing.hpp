// SPDX-License-Identifier: Apache-2.0
// Naming the documents that the numbers come from.
#pragma once

#include <cudaenv/catalog/tables.hpp>

#include <string>
#include <vector>

namespace cudaenv::resolve {

/// Adds the short name of a row's first document, the one that states its numbers, unless it is
/// there already.
void cite(const catalog::Citations& documents,
          const std::vector<std::string>& keys,
          std::vector<std::string>& cited);

}  // namespace cudaenv::resolve
