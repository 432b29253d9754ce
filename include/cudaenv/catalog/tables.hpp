// SPDX-License-Identifier: Apache-2.0
// Every compatibility table.
#pragma once

#include <cudaenv/catalog/tables/cudnn_table.hpp>
#include <cudaenv/catalog/tables/driver_table.hpp>
#include <cudaenv/catalog/tables/framework_table.hpp>
#include <cudaenv/catalog/tables/gpu_table.hpp>
#include <cudaenv/catalog/tables/host_compiler_table.hpp>
#include <cudaenv/catalog/tables/library_table.hpp>
#include <cudaenv/catalog/tables/tool_table.hpp>
