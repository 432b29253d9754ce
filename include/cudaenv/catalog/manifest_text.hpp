// SPDX-License-Identifier: Apache-2.0
// Releases and indexes as documents: reading with file and line in every error, rendering byte for
// byte the same each time.
#pragma once

#include <cudaenv/catalog/release.hpp>
#include <cudaenv/formats/value.hpp>

#include <string>

namespace cudaenv::catalog {

Release read_release(const formats::Document& document);
std::string render_release(const Release& release);
Index read_index(const formats::Document& document);
/// Without the products that this program does not know: a newer one wrote them.
Index read_known_index(const formats::Document& document);
std::string render_index(const Index& index);
ProductIndex read_product_index(const formats::Document& document);
std::string render_product_index(const ProductIndex& index);
/// The line of its product's index for `release`.
Summary summarize(const Release& release);

}  // namespace cudaenv::catalog
