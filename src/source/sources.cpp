// SPDX-License-Identifier: Apache-2.0
// The one list of sources.
#include "source/debian_source.hpp"
#include "source/redist_source.hpp"
#include "source/wheel_source.hpp"

#include <cudaenv/source/sources.hpp>

namespace cudaenv::source {

std::unique_ptr<Source> make_source(SourceName name, const Settings& settings) {
    switch (name) {
        case SourceName::redist:
            return std::make_unique<RedistSource>(settings);
        case SourceName::debian:
            return std::make_unique<DebianSource>(settings);
        case SourceName::wheels:
            return std::make_unique<WheelSource>(settings);
    }
    return nullptr;
}

}  // namespace cudaenv::source
