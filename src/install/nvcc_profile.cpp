// SPDX-License-Identifier: Apache-2.0
// bin/nvcc.profile.
#include "install/nvcc_profile.hpp"

#include "install/brought_text.hpp"

#include <cudaenv/base/text.hpp>

#include <filesystem>
#include <system_error>

namespace cudaenv::install {

std::string with_system_headers(std::string_view profile) {
    return replace_all(std::string(profile),
                       R"("-I$(TOP)/$(_TARGET_DIR_)/include")",
                       R"("-isystem" "$(TOP)/$(_TARGET_DIR_)/include")");
}

std::string default_profile() {
    return R"profile(
TOP              = $(_HERE_)/..

NVVMIR_LIBRARY_DIR = $(TOP)/$(_NVVM_BRANCH_)/libdevice

LD_LIBRARY_PATH += $(TOP)/lib:
PATH            += $(TOP)/$(_NVVM_BRANCH_)/bin:$(_HERE_):

INCLUDES        +=  "-isystem" "$(TOP)/$(_TARGET_DIR_)/include" $(_SPACE_)

LIBRARIES        =+ $(_SPACE_) "-L$(TOP)/$(_TARGET_DIR_)/lib$(_TARGET_SIZE_)/stubs" "-L$(TOP)/$(_TARGET_DIR_)/lib$(_TARGET_SIZE_)"

CUDAFE_FLAGS    +=
PTXAS_FLAGS     +=
)profile";
}

std::vector<std::string> write_nvcc_profile(TreeWriter& prefix) {
    std::error_code ignored;
    if (!std::filesystem::exists(prefix.full_path("bin/nvcc"), ignored)) return {};
    const std::string profile = "bin/nvcc.profile";
    const std::optional<std::string> nvidia = find_brought_text(prefix, profile);
    if (nvidia) prefix.rename(profile, profile + ".nvidia");
    prefix.replace_file(profile, nvidia ? with_system_headers(*nvidia) : default_profile(), 0444);
    return {profile};
}

}  // namespace cudaenv::install
