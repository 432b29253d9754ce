// SPDX-License-Identifier: Apache-2.0
// Our manifest format as text: parsing with file and line in every error, rendering byte for byte
// the same each time.
#pragma once

#include <cudaenv/catalog/release.hpp>
#include <cudaenv/catalog/tables.hpp>

#include <string>
#include <string_view>

namespace cudaenv::catalog {

Release parse_release(std::string_view text, const std::string& file);
std::string render_release(const Release& release);
Index parse_index(std::string_view text, const std::string& file);
std::string render_index(const Index& index);
ProductIndex parse_product_index(std::string_view text, const std::string& file);
std::string render_product_index(const ProductIndex& index);
/// The line of its product's index for `release`.
Summary summarize(const Release& release);

DriverTable parse_driver_table(std::string_view text, const std::string& file);
std::string render_driver_table(const DriverTable& table);
HostCompilerTable parse_host_compiler_table(std::string_view text, const std::string& file);
std::string render_host_compiler_table(const HostCompilerTable& table);
CudnnTable parse_cudnn_table(std::string_view text, const std::string& file);
std::string render_cudnn_table(const CudnnTable& table);
GpuTable parse_gpu_table(std::string_view text, const std::string& file);
std::string render_gpu_table(const GpuTable& table);
LibraryTable parse_library_table(std::string_view text, const std::string& file);
std::string render_library_table(const LibraryTable& table);
FrameworkTable parse_framework_table(std::string_view text, const std::string& file);
std::string render_framework_table(const FrameworkTable& table);
ToolTable parse_tool_table(std::string_view text, const std::string& file);
std::string render_tool_table(const ToolTable& table);

}  // namespace cudaenv::catalog
