// SPDX-License-Identifier: Apache-2.0
// The one list of sources.
#include "source/debian_source.hpp"
#include "source/redist_source.hpp"
#include "source/wheel_source.hpp"

#include <cudaenv/source/sources.hpp>

namespace cudaenv::source {

std::unique_ptr<Source> make_source(const std::string& name, const Settings& settings) {
    if (name == "redist") return std::make_unique<RedistSource>(settings);
    if (name == "debian") return std::make_unique<DebianSource>(settings);
    if (name == "wheels") return std::make_unique<WheelSource>(settings);
    return nullptr;
}

std::vector<std::string> known_sources() {
    return {"redist", "debian", "wheels"};
}

}  // namespace cudaenv::source
