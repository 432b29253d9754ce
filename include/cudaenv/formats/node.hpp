// SPDX-License-Identifier: Apache-2.0
// A document as a tree, whatever format it was written in.
#pragma once

#include <string>
#include <vector>

namespace cudaenv::formats {

/// One value of a document. Scalars are kept as they are spelled: what they mean is the reader's to
/// say (value.hpp). Only JSON tells its truth values and numbers from texts.
struct Node {
    enum class Kind {
        null,
        boolean,  ///< "true" or "false"
        whole,    ///< a number from 0 up, in 64 bits: its digits
        number,   ///< any other
        text,
        list,
        map
    };
    Kind kind = Kind::null;
    unsigned line = 0;             ///< where it stands, from 1; 0 where the format has no lines
    std::string text = {};         ///< of a scalar
    std::vector<Node> items = {};  ///< of a list; of a map: key, value, key, value…

    bool operator==(const Node&) const = default;
};

}  // namespace cudaenv::formats
