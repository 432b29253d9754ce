// SPDX-License-Identifier: Apache-2.0
// Why nothing can be had from a source.
#pragma once

#include <cudaenv/base/advice.hpp>

#include <string>

namespace cudaenv::source {

struct Obstacle {
    std::string reason;  ///< "redist_url (https://h.example): no such host"
    Cure cure = {};

    friend bool operator==(const Obstacle&, const Obstacle&) = default;
};

}  // namespace cudaenv::source
