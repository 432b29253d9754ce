// SPDX-License-Identifier: Apache-2.0
// Lock files of strangers: what is read can be written and reads as the same, and no path leads out
// of its source.
#include "fuzz/fuzz.hpp"

#include <cudaenv/lock/lock.hpp>

using namespace cudaenv;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::accept_or_refuse([&] {
        const lock::Lock lock = lock::parse_lock(fuzz::text_of(data, size), ".cudaenv.lock");
        for (const catalog::Release& release : lock.releases) {
            for (const catalog::Offer& offer : release.offers) {
                for (const auto& [platform, archives] : offer.archives) {
                    for (const catalog::Archive& archive : archives) {
                        fuzz::require(archive.path.find("..") == std::string::npos,
                                      "no path leads up");
                        fuzz::require(!archive.path.starts_with('/'), "no path is absolute");
                    }
                }
            }
        }
        const std::string text = lock::render_lock(lock);
        const auto again = fuzz::read_back([&] { return lock::parse_lock(text, "again"); });
        fuzz::require(lock::render_lock(again) == text, "reading what was written changes nothing");
    });
    return 0;
}
