// SPDX-License-Identifier: Apache-2.0
// When shims are brought in step, and what keeps them from it.
#include "root_fixture.hpp"
#include "support/expect_error.hpp"

#include <cudaenv/jobs/shim_upkeep.hpp>

#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

class ShimUpkeep : public testing::Test, protected test::RootFixture {
 protected:
    ShimUpkeep() {
        store::ensure_layout(layout);
        store::Activation activation;
        activation.toolkit = "12.4.1";
        activation.paths = {"bin"};
        replace_file(layout.environment("12.4.1") / ".cudaenv/activation",
                     store::render_activation(activation));
        add_program(layout.environment("12.4.1") / "bin/nvcc");
        add_program(layout.environment("12.4.1") / "bin/oddity");
        add_program(program_);
    }
    static void add_program(const std::filesystem::path& file) {
        replace_file(file, "#!/bin/sh\n");
        std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    }
    [[nodiscard]] bool has_shim(const std::string& tool) const {
        return is_symlink(layout.shims() / tool);
    }
    Environment environment_;
    std::filesystem::path program_ = directory / "bin/cudaenv";
};

TEST_F(ShimUpkeep, MakesShimsOfTheToolsThatTheCatalogueKnows) {
    add_program(directory / "bin/cudaenv-shim");
    refresh_shims(environment_, layout, program_);
    EXPECT_TRUE(has_shim("nvcc"));
    EXPECT_FALSE(has_shim("oddity"));
}

TEST_F(ShimUpkeep, BringsBackWhatSomebodyRemoved) {
    add_program(directory / "bin/cudaenv-shim");
    refresh_shims(environment_, layout, program_);
    std::filesystem::remove_all(layout.shims());
    ensure_shims(environment_, layout, program_);
    EXPECT_TRUE(has_shim("nvcc"));
}

TEST_F(ShimUpkeep, FailsOnlyWhereItIsAskedFor) {
    ensure_shims(environment_, layout, program_);
    EXPECT_FALSE(has_shim("nvcc"));
    cudaenv::test::expect_error(ErrorKind::not_found, "cudaenv-shim is missing beside", [&] {
        refresh_shims(environment_, layout, program_);
    });
}

TEST_F(ShimUpkeep, FailsAsCommandsDoWhereTheRootCannotBeLookedAt) {
    add_program(directory / "bin/cudaenv-shim");
    std::filesystem::remove_all(layout.root);
    std::filesystem::create_symlink(layout.root.filename(), layout.root);  // a loop
    cudaenv::test::expect_error(ErrorKind::io, layout.root.string(), [&] {
        refresh_shims(environment_, layout, program_);
    });
    ensure_shims(environment_, layout, program_);
}

}  // namespace
}  // namespace cudaenv::jobs
