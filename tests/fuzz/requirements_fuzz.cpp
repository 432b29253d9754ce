// SPDX-License-Identifier: Apache-2.0
// Requirements files of strangers: read or refused, and each requirement's parts are parts of it.
#include "fuzz/fuzz.hpp"
#include "fuzz/needs.hpp"
#include "python/readers.hpp"

#include <cudaenv/formats/marker.hpp>
#include <cudaenv/formats/python_names.hpp>
#include <cudaenv/formats/requirement.hpp>
#include <cudaenv/formats/version_specifier.hpp>

using namespace cudaenv;

namespace {

void check_requirement(std::string_view text) {
    fuzz::accept_or_refuse([&] {
        const auto requirement = formats::parse_requirement(text);
        fuzz::require(!requirement.name.empty(), "a requirement has a name");
        fuzz::require(formats::normalised_name(requirement.name) == requirement.name,
                      "a name is normalised once");
        const formats::MarkerEnvironment unknown{Platform::linux_sbsa};
        formats::MarkerEnvironment known = unknown;
        known.python = parse_version("3.12");
        known.extras = {{"gpu"}};
        const auto vague = formats::applies(requirement.marker, unknown);
        fuzz::require(vague == formats::Applies::maybe ||
                          formats::applies(requirement.marker, known) == vague,
                      "what is certain stays so when more is known");
    });
    fuzz::accept_or_refuse([&] {
        const auto condition = formats::parse_version_specifier(text);
        fuzz::require(parse_spec(condition.release.text()).text() == condition.release.text(),
                      "a condition reads as it was written");
    });
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    if (!fuzz::names_files(text))
        fuzz::check_reader(python::read_requirements_file, fuzz::TextFile(text).path());
    check_requirement(text.substr(0, text.find('\n')));
    return 0;
}
