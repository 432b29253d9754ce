// SPDX-License-Identifier: Apache-2.0
// What a source is configured with.
#pragma once

#include <cudaenv/config/config.hpp>
#include <cudaenv/source/sources.hpp>
#include <cudaenv/sys/environment.hpp>

#include <string>

namespace cudaenv::jobs {

/// From cudaenv's configuration; of pip's and apt's only what source `name` goes by is read.
source::Settings source_settings(SourceName name,
                                 const config::Config& config,
                                 const Environment& environment);

}  // namespace cudaenv::jobs
