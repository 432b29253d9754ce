// SPDX-License-Identifier: Apache-2.0
// A document as a tree, whatever format it was written in.
#pragma once

#include <string>
#include <vector>

namespace cudaenv::formats {

/// One value of a document. Scalars are texts: what they mean is the reader's to say (value.hpp).
struct Node {
    enum class Kind { null, text, list, map };
    Kind kind = Kind::null;
    unsigned line = 0;             ///< where it stands, from 1; 0 where the format has no lines
    std::string text = {};         ///< of a text
    std::vector<Node> items = {};  ///< of a list; of a map: key, value, key, value…

    bool operator==(const Node&) const = default;
};

}  // namespace cudaenv::formats
