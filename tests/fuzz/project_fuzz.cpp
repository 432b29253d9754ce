// SPDX-License-Identifier: Apache-2.0
// Project files of strangers that are YAML or JSON, and what conda and wheels are called: read or
// refused.
#include "fuzz/fuzz.hpp"
#include "fuzz/needs.hpp"
#include "python/build_label.hpp"
#include "python/conda_spec.hpp"
#include "python/readers.hpp"
#include "python/wheel_name.hpp"

#include <cudaenv/formats/python_names.hpp>

using namespace cudaenv;

namespace {

void check_names(std::string_view text) {
    const auto label = python::parse_build_label(text);
    fuzz::require(!label.cuda || !label.build.empty(), "a CUDA is that of a build");
    const auto spec = python::parse_conda_spec(text);
    fuzz::require(spec.name.find(' ') == std::string::npos, "a package's name is one word");
    fuzz::accept_or_refuse([&] {
        if (const auto wheel = python::find_wheel_requirement(text))
            fuzz::require(formats::normalised_name(wheel->name) == wheel->name,
                          "a name is normalised once");
    });
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    check_names(text.substr(0, text.find('\n')));
    if (fuzz::names_files(text)) return 0;
    const fuzz::TextFile file(text);
    fuzz::check_reader(python::read_conda_file, file.path());
    fuzz::check_reader(python::read_pixi_lock, file.path());
    fuzz::check_reader(python::read_pipfile_lock, file.path());
    return 0;
}
