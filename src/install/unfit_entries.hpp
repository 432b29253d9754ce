// SPDX-License-Identifier: Apache-2.0
// Store entries that a plan uses and cannot use as they are.
#pragma once

#include <cudaenv/install/verify.hpp>

#include <map>
#include <string>
#include <vector>

namespace cudaenv::install {

/// How closely entries are looked at before they are used.
struct Scrutiny {
    Depth depth = Depth::quick;
    bool wants_record = false;  ///< an entry without a record does not do
};

/// By entry, what is wrong with it; nothing for one that is simply not there.
using Unfit = std::map<std::string, std::vector<Finding>>;

/// Those of `entries` (empty names are skipped) that must be made.
Unfit find_unfit(const store::Layout& layout,
                 const std::vector<std::string>& entries,
                 const Scrutiny& scrutiny,
                 const CancelFlag& cancel);

/// "libcublas-12.4.5.8-… in the store is damaged: lib/x has other content; it is made anew".
std::string unfit_text(const std::string& entry, const std::vector<Finding>& findings);

/// Environments but `except` that were linked from entries that were `mended` since, and still hold
/// what was wrong with them; sorted.
std::vector<std::string> find_sharing(const store::Layout& layout,
                                      const Unfit& mended,
                                      const std::string& except,
                                      const CancelFlag& cancel);

}  // namespace cudaenv::install
