// SPDX-License-Identifier: Apache-2.0
// Records of environments and of store entries: what is read can be written, and reads as the same
// again.
#include "fuzz/fuzz.hpp"

#include <cudaenv/store/entry_record.hpp>
#include <cudaenv/store/record.hpp>

using namespace cudaenv;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    fuzz::accept_or_refuse([&] {
        const auto record = store::parse_record(text, "record.json");
        const std::string written = store::render_record(record);
        const auto again = fuzz::read_back([&] { return store::parse_record(written, "again"); });
        fuzz::require(store::render_record(again) == written, "a record reads as it was written");
        fuzz::require(store::same_composition(record, again), "it is made of the same");
    });
    fuzz::accept_or_refuse([&] {
        const auto record = store::parse_entry_record(text, "entry.json");
        const std::string written = store::render_entry_record(record);
        const auto again =
            fuzz::read_back([&] { return store::parse_entry_record(written, "again"); });
        fuzz::require(again.archives == record.archives, "an entry's archives come back");
        fuzz::require(again.paths == record.paths, "an entry's paths come back");
    });
    return 0;
}
