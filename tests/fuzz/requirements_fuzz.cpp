// SPDX-License-Identifier: Apache-2.0
// Requirements files of strangers: read or refused, and each requirement's parts are parts of it.
#include "fuzz/fuzz.hpp"
#include "python/readers.hpp"

#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/marker.hpp>
#include <cudaenv/formats/python_names.hpp>
#include <cudaenv/formats/requirement.hpp>
#include <cudaenv/formats/version_specifier.hpp>
#include <cudaenv/sys/files.hpp>

#include <sys/mman.h>

#include <string>

using namespace cudaenv;

namespace {

/// What a file includes would be files of this machine.
bool names_files(std::string_view text) {
    for (const auto line : split_lines(text)) {
        const auto option = trim(line);
        for (const auto* each : {"-r", "-c", "--r", "--c"})
            if (option.starts_with(each)) return true;
    }
    return false;
}

void check_file(std::string_view text) {
    const UniqueFd file(::memfd_create("requirements", MFD_CLOEXEC));
    write_all(file.get(), text, "requirements");
    fuzz::accept_or_refuse([&] {
        python::Needs needs(Platform::linux_x86_64);
        python::read_requirements_file("/proc/self/fd/" + std::to_string(file.get()), needs);
        for (const auto& need : needs.finish())
            fuzz::require(!need.framework.empty(), "a need names a framework");
    });
}

void check_requirement(std::string_view text) {
    fuzz::accept_or_refuse([&] {
        const auto requirement = formats::parse_requirement(text);
        fuzz::require(!requirement.name.empty(), "a requirement has a name");
        fuzz::require(formats::normalised_name(requirement.name) == requirement.name,
                      "a name is normalised once");
        static_cast<void>(formats::may_apply(requirement.marker, Platform::linux_sbsa));
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
    if (!names_files(text)) check_file(text);
    check_requirement(text.substr(0, text.find('\n')));
    return 0;
}
