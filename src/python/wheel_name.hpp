// SPDX-License-Identifier: Apache-2.0
// What the file name of a wheel tells: "torch-2.6.0+cu124-cp312-cp312-linux_x86_64.whl".
#pragma once

#include "python/build_label.hpp"

#include <cudaenv/formats/requirement.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace cudaenv::python {

/// The requirement that the address or path of a wheel means, with what may stand behind it (a
/// marker, a digest); nullopt when `text` is none.
std::optional<formats::Requirement> find_wheel_requirement(std::string_view text);

/// "==2.6.0+cu124"; empty when the address is not that of a wheel.
std::string specifier_of_wheel(std::string_view address);

/// What is behind the '+' of its version, or of its wheel's.
BuildLabel label_of_requirement(const formats::Requirement& requirement);

}  // namespace cudaenv::python
