// SPDX-License-Identifier: Apache-2.0
// What is installed, and how much space it takes.
#pragma once

#include <cudaenv/base/byte_count.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/store/examination.hpp>
#include <cudaenv/store/layout.hpp>
#include <cudaenv/sys/environment.hpp>

#include <string>
#include <vector>

namespace cudaenv::jobs {

/// What nobody may look at (a linked toolkit, say) has the size 0.
struct MeasuredEnvironment {
    store::Installed environment;
    ByteCount size;
};

struct Inventory {
    std::vector<MeasuredEnvironment> healthy;
    std::vector<store::Damaged> damaged;
    std::vector<Error> passed_over;  ///< shared roots that cannot be used, why
};

/// Every environment of the root and of the shared roots. One that is removed while it is measured
/// is left out.
Inventory take_inventory(const Environment& environment, const store::Layout& layout);

/// A host compiler that was installed by its name: no environment shows it.
struct KeptCompiler {
    std::string entry;  ///< of the store
    ByteCount size;
};
std::vector<KeptCompiler> kept_compilers(const store::Layout& layout);

}  // namespace cudaenv::jobs
