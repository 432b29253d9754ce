// SPDX-License-Identifier: Apache-2.0
// Machines of strangers: what is read can be written, and reads as the same again.
#include "fuzz/fuzz.hpp"

#include <cudaenv/machine/machine_file.hpp>

using namespace cudaenv;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::accept_or_refuse([&] {
        const auto machine = machine::parse_machine(fuzz::text_of(data, size), "m.json");
        const std::string text = machine::render_machine(machine);
        fuzz::require(text.find('\n') == text.size() - 1, "a machine is one line");
        const auto again = fuzz::read_back([&] { return machine::parse_machine(text, "again"); });
        fuzz::require(machine::render_machine(again) == text,
                      "reading what was written changes nothing");
    });
    return 0;
}
