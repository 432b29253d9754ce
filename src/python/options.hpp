// SPDX-License-Identifier: Apache-2.0
// What a project offers of one framework: each way to have it is an option.
#pragma once

#include "python/needs.hpp"

#include <string>
#include <vector>

namespace cudaenv::python {

/// Whether what stands under a condition counts.
enum class Standing {
    out,        ///< never here
    elsewhere,  ///< in a part that was not chosen
    maybe,      ///< by a Python that is not known
    in
};
/// `choice` as normalised by Needs.
Standing standing_of(const Condition& condition, const Choice& choice);

struct Option {
    FrameworkNeed need;
    Standing standing = Standing::in;
    Channel channel = Channel::pip;
};

/// More than any project has; what comes beyond them is passed over, unless it certainly counts.
inline constexpr std::size_t kMostOptions = 64;

/// The statements about `framework` put together: those that certainly count are one option, those
/// of one part or one marker are one each. Without what is out.
std::vector<Option> options_of(const std::string& framework,
                               const Statements& statements,
                               const Choice& choice);

/// The option that decides: what certainly counts, else the best that may, else the best of another
/// part. A build for CUDA is better than one that is not told, and that better than one without;
/// of one part that may count the newest release is, else the first. `options` is not empty.
std::size_t best_option(const std::vector<Option>& options);

/// What `other` says is taken where `need` leaves it open.
void merge(FrameworkNeed& need, const FrameworkNeed& other);

}  // namespace cudaenv::python
