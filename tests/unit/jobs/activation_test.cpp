// SPDX-License-Identifier: Apache-2.0
// Entering what is selected, and leaving what is active.
#include "session_fixture.hpp"

#include <cudaenv/jobs/activation.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using testing::IsEmpty;

TEST(Activate, EntersTheSelectedEnvironmentAndLeavesItAgain) {
    const test::SessionFixture fixture;
    const Environment before(Environment::Map{{"PATH", "/usr/bin"}});
    selection::Selection selection;
    selection.environment = store::Installed{};
    selection.environment->path = "/root/environments/lab";
    selection.environment->activation.paths = {"bin"};
    const auto entered = activation::applied(before, activate(selection, before, fixture.layout));
    EXPECT_EQ(entered.find(variables::kActive), "/root/environments/lab");
    EXPECT_EQ(entered.find("PATH"), "/root/environments/lab/bin:/usr/bin");

    const auto left = activation::applied(entered, activate({}, entered, fixture.layout));
    EXPECT_EQ(left.values(), before.values());
    EXPECT_THAT(activate({}, before, fixture.layout), IsEmpty());
}

class FindTool : public testing::Test, protected test::SessionFixture {
 protected:
    FindTool() {
        add_program("system/bin/nvcc");
        add_program("system/bin/cuda-gdb");
        add_program("lab/bin/nvcc");
        lab_.environment = store::Installed{};
        lab_.environment->path = directory / "lab";
        lab_.environment->activation.paths = {"bin"};
        environment.set("PATH", (directory / "system/bin").string());
    }
    void add_program(const std::string& file) const {
        write(file, "#!/bin/sh\n");
        std::filesystem::permissions(directory / file, std::filesystem::perms::owner_all);
    }
    [[nodiscard]] std::optional<std::filesystem::path> find(
        const std::string& tool, const selection::Selection& selection) const {
        return find_tool(tool, selection, environment, layout);
    }
    selection::Selection lab_;
    selection::Selection system_;
};

TEST_F(FindTool, LooksOnlyWhereTheSelectionIs) {
    EXPECT_EQ(find("nvcc", lab_), directory / "lab/bin/nvcc");
    EXPECT_EQ(find("cuda-gdb", lab_), std::nullopt);
    EXPECT_EQ(find("cuda-gdb", system_), directory / "system/bin/cuda-gdb");
    EXPECT_EQ(find("ptxas", system_), std::nullopt);
}

TEST_F(FindTool, FindsTheSystemsBehindAnActiveEnvironment) {
    const auto inside = activation::applied(environment, activate(lab_, environment, layout));
    EXPECT_EQ(find_system_tool("nvcc", inside, layout), directory / "system/bin/nvcc");
}

}  // namespace
}  // namespace cudaenv::jobs
