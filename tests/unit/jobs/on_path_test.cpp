// SPDX-License-Identifier: Apache-2.0
// What a shell starts, and whether that is what applies here.
#include "session_fixture.hpp"

#include <cudaenv/jobs/on_path.hpp>

#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

namespace fs = std::filesystem;

class LookOnPath : public testing::Test, protected test::SessionFixture {
 protected:
    LookOnPath() {
        add_program("root/shim/cudaenv-shim");
        fs::create_directories(layout.shims());
        fs::create_symlink("../shim/cudaenv-shim", layout.shims() / "nvcc");
        add_program("root/environments/lab/bin/nvcc");
        add_program("root/environments/old/bin/nvcc");
        add_program("system/bin/nvcc");
        fs::create_directories(directory / "empty");
        lab.environment = store::Installed{};
        lab.environment->path = layout.environment("lab");
        lab.environment->activation.paths = {"bin"};
        system.is_system = true;
    }

    void add_program(const std::string& file) const {
        write(file, "#!/bin/sh\n");
        fs::permissions(directory / file, fs::perms::owner_all);
    }

    [[nodiscard]] OnPath look(const std::string& path,
                              const selection::Selection& selection) const {
        Environment here = environment;
        std::string value;
        for (const char c : path)
            value += c == '@' ? directory.path().string() + "/" : std::string(1, c);
        here.set("PATH", value);
        return look_at_shell(selection, here, layout);
    }

    selection::Selection lab;
    selection::Selection system;
};

TEST_F(LookOnPath, FindsWhatIsSelectedOrTheShimsThatBecomeIt) {
    const OnPath active = look("@empty:@root/environments/lab/bin:@system/bin", lab);
    EXPECT_EQ(active.owner, Owner::selected);
    EXPECT_EQ(active.program, layout.environment("lab") / "bin/nvcc");
    EXPECT_TRUE(follows(active, lab));
    const OnPath shims = look("@root/shims:@system/bin", lab);
    EXPECT_EQ(shims.owner, Owner::shims);
    EXPECT_TRUE(follows(shims, lab));
    EXPECT_TRUE(follows(shims, system));
}

TEST_F(LookOnPath, FindsWhatStandsInFront) {
    for (const char* path : {"@system/bin:@root/environments/lab/bin", "@system/bin:@root/shims"}) {
        const OnPath found = look(path, lab);
        EXPECT_EQ(found.owner, Owner::elsewhere);
        EXPECT_EQ(found.program, directory / "system/bin/nvcc");
        EXPECT_TRUE(found.is_in_front);
        EXPECT_FALSE(follows(found, lab));
    }
    EXPECT_FALSE(look("@system/bin", lab).is_in_front);
}

TEST_F(LookOnPath, NamesAnotherEnvironmentOfOursOrOfASharedRoot) {
    const OnPath found = look("@root/environments/old/bin:@root/shims", lab);
    EXPECT_EQ(found.owner, Owner::another);
    EXPECT_EQ(found.environment, "old");
    EXPECT_FALSE(follows(found, lab));
    EXPECT_FALSE(follows(found, system));
    add_program("shared/environments/site/bin/nvcc");
    environment.set("CUDAENV_SHARED_ROOTS", (directory / "shared").string());
    EXPECT_EQ(look("@shared/environments/site/bin", lab).environment, "site");
}

TEST_F(LookOnPath, FindsNothingWhichIsRightForTheSystemOnly) {
    const OnPath found = look("@empty", lab);
    EXPECT_EQ(found.owner, Owner::nobody);
    EXPECT_TRUE(found.program.empty());
    EXPECT_FALSE(follows(found, lab));
    EXPECT_TRUE(follows(found, system));
    EXPECT_TRUE(follows(look("@system/bin", system), system));
}

TEST_F(LookOnPath, SeesThroughLinks) {
    fs::create_directory_symlink(directory / "root", directory / "again");
    EXPECT_EQ(look("@again/environments/lab/bin", lab).owner, Owner::selected);
    EXPECT_EQ(look("@again/shims", lab).owner, Owner::shims);
    EXPECT_EQ(look("@again/environments/old/bin", lab).environment, "old");
}

TEST_F(LookOnPath, GoesByTheDirectoriesOfAnEnvironmentWithoutNvcc) {
    fs::remove(layout.environment("lab") / "bin/nvcc");
    EXPECT_EQ(look("@system/bin:@root/environments/lab/bin", lab).owner, Owner::selected);
    EXPECT_EQ(look("@system/bin:@root/shims", lab).owner, Owner::shims);
    EXPECT_EQ(look("@system/bin", lab).owner, Owner::nobody);
}

}  // namespace
}  // namespace cudaenv::jobs
