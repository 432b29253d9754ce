// SPDX-License-Identifier: Apache-2.0
// A catalogue for the resolver's tests: NVIDIA's driver table from CUDA 10 on, with a source for
// every release.
#pragma once

#include "support/fake_catalog.hpp"

#include <cudaenv/resolve/resolve.hpp>

#include <string>
#include <variant>
#include <vector>

namespace cudaenv::resolve::test {

/// Every toolkit and cuDNN is offered by "redist", every gcc by "debian", for linux-x86_64.
struct World {
    World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    /// Takes every other toolkit out of the catalogue; their driver rows stay.
    void leave_toolkits(const std::vector<std::string>& versions);
    catalog::Summary& toolkit(const std::string& version);
    catalog::Summary& cudnn(const std::string& version);

    cudaenv::test::FakeCatalog catalog;
};

/// A Debian-like machine with gcc 12.2 and glibc 2.36; driver "none" for no driver.
machine::Machine machine_with(const std::string& driver, const std::vector<std::string>& gpus = {});

/// A request with both sources configured and reachable.
Request request_for(const std::string& spec);

/// The resolution of an answer that must be one.
Resolution resolution_of(const Request& request,
                         const machine::Machine& machine,
                         const catalog::Facts& catalog);
/// The refusal of an answer that must be one.
Refusal refusal_of(const Request& request,
                   const machine::Machine& machine,
                   const catalog::Facts& catalog);

/// Those of one kind.
template <typename OfferWish>
std::vector<OfferWish> notes_of(const std::vector<Note>& notes) {
    std::vector<OfferWish> wanted;
    for (const auto& note : notes) {
        if (const auto* each = std::get_if<OfferWish>(&note)) wanted.push_back(*each);
    }
    return wanted;
}

}  // namespace cudaenv::resolve::test
