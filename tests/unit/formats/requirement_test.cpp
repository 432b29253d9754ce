// SPDX-License-Identifier: Apache-2.0
// Requirements as PEP 508 writes them.
#include <cudaenv/base/error.hpp>
#include <cudaenv/formats/requirement.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::formats {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Requirement, HasNameExtrasConditionAndMarker) {
    const auto requirement =
        parse_requirement("Jax [cuda12, local] >=0.4.30 , <0.6 ; sys_platform == 'linux'");
    EXPECT_EQ(requirement.name, "jax");
    EXPECT_THAT(requirement.extras, ElementsAre("cuda12", "local"));
    EXPECT_EQ(requirement.specifier, ">=0.4.30 , <0.6");
    EXPECT_EQ(requirement.marker, "sys_platform == 'linux'");
}

TEST(Requirement, MayBeANameAlone) {
    const auto requirement = parse_requirement("  Tensor_Flow.GPU ");
    EXPECT_EQ(requirement.name, "tensor-flow-gpu");
    EXPECT_THAT(requirement.extras, IsEmpty());
    EXPECT_EQ(requirement.specifier, "");
}

TEST(Requirement, MayBeAnAddress) {
    const auto requirement = parse_requirement(
        "torch @ https://example.org/whl/cu124/torch-2.6.0%2Bcu124-cp312.whl ; os_name == 'posix'");
    EXPECT_EQ(requirement.url, "https://example.org/whl/cu124/torch-2.6.0%2Bcu124-cp312.whl");
    EXPECT_EQ(requirement.marker, "os_name == 'posix'");
}

TEST(Requirement, MayHaveItsConditionInParentheses) {
    EXPECT_EQ(parse_requirement("torch (>=2.4,<3)").specifier, ">=2.4,<3");
}

TEST(Requirement, IsRefusedWithTheAcceptedForms) {
    for (const auto* text : {"", "==2.6", "torch[cuda", "torch 2.6", "-e ."}) {
        try {
            static_cast<void>(parse_requirement(text));
            ADD_FAILURE() << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::usage);
            EXPECT_THAT(error.message(), HasSubstr(text));
            EXPECT_THAT(error.hint(), HasSubstr("torch==2.6.0"));
        }
    }
}

}  // namespace
}  // namespace cudaenv::formats
