// SPDX-License-Identifier: Apache-2.0
// Whether store entries and environments still are what they were made to be.
#pragma once

#include <cudaenv/store/layout.hpp>
#include <cudaenv/store/record.hpp>
#include <cudaenv/sys/cancel.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace cudaenv::install {

enum class Depth {
    quick,  ///< looks at files: presence, kind, size, mode, link target; at the whole's owner
    full    ///< reads them, and looks whose each of an entry's is
};

enum class Fault {
    missing,
    extra,
    other_kind,  ///< a link instead of a file, say
    other_size,
    other_content,
    other_mode,  ///< executable or not
    other_target,
    unreadable,
    other_owner,     ///< somebody else put it there while everybody could
    open_to_others,  ///< everybody may write it
    no_record,       ///< nothing is known of the entry's files: an earlier program made it, say
    empty            ///< no record and no files: no program made that
};
/// "is missing", "has other content": what follows the path.
std::string_view fault_text(Fault fault);

struct Finding {
    std::string entry;  ///< empty for what cudaenv wrote into an environment itself
    std::string path;   ///< relative to the entry or the environment; empty: the whole of it
    Fault what = Fault::missing;
};

/// Compares an entry with its record. Empty: it is as it was. Throws Error(io) when this process
/// has no descriptors or no memory left to tell.
std::vector<Finding> verify_entry(const store::Layout& layout,
                                  const std::string& entry,
                                  Depth depth,
                                  const CancelFlag& cancel);

/// Compares the environment that `record` tells of with the records of its entries and with its
/// own, and verifies the host compiler it uses. What its user added is none of its business; of
/// entries without a record nothing can be told.
std::vector<Finding> verify_environment(const store::Layout& layout,
                                        const store::Record& record,
                                        Depth depth,
                                        const CancelFlag& cancel);

/// "lib/libcublas.so.12 is missing (and 3 more)".
std::string findings_text(const std::vector<Finding>& findings);

}  // namespace cudaenv::install
