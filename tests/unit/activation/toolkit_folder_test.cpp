// SPDX-License-Identifier: Apache-2.0
// Which directories belong to another CUDA toolkit.
#include "activation/toolkit_folder.hpp"

#include "unit/activation/fake_toolkit.hpp"

#include <gtest/gtest.h>

namespace cudaenv::activation {
namespace {

using test::FakeRoot;
using test::fs::path;

class OtherToolkitsTest : public testing::Test {
 protected:
    [[nodiscard]] bool is_header_folder(const path& directory) const {
        return others().own(directory.string(), FolderKind::headers);
    }
    [[nodiscard]] bool is_library_folder(const path& directory) const {
        return others().own(directory.string(), FolderKind::libraries);
    }
    [[nodiscard]] OtherToolkits others() const {
        return {Environment(Environment::Map{{"HOME", home.string()}}), mine};
    }

    test::TempDir dir;
    path home = dir / "home";
    path mine = test::add_toolkit(dir / "cuda-12.4");
    path other = test::add_toolkit(dir / "cuda-13.0");
};

TEST_F(OtherToolkitsTest, OwnTheirHeaderDirectories) {
    for (const char* directory : {"include",
                                  "include/",
                                  "include/cccl",
                                  "bin/../include",
                                  "targets/x86_64-linux/include",
                                  "extras/CUPTI/include",
                                  "nvvm/include"}) {
        EXPECT_TRUE(is_header_folder(other / directory)) << directory;
        EXPECT_FALSE(is_header_folder(mine / directory)) << directory;
        EXPECT_FALSE(is_library_folder(other / directory)) << directory;
    }
}

TEST_F(OtherToolkitsTest, OwnTheirLibraryDirectories) {
    for (const char* directory : {"lib64",
                                  "lib64/stubs",
                                  "targets/x86_64-linux/lib",
                                  "targets/x86_64-linux/lib/stubs",
                                  "extras/CUPTI/lib64",
                                  "nvvm/lib64"}) {
        EXPECT_TRUE(is_library_folder(other / directory)) << directory;
        EXPECT_FALSE(is_library_folder(mine / directory)) << directory;
        EXPECT_FALSE(is_header_folder(other / directory)) << directory;
    }
}

TEST_F(OtherToolkitsTest, AreRecognisedByASingleHeaderAndWhateverTheirName) {
    FakeRoot::write(dir / "opt/a/include/cuda.h", "");
    FakeRoot::write(dir / "opt/b/include/cuda_runtime.h", "");
    FakeRoot::write(dir / "opt/headers/cuda.h", "");
    EXPECT_TRUE(is_header_folder(dir / "opt/a/include"));
    EXPECT_TRUE(is_header_folder(dir / "opt/b/include"));
    EXPECT_TRUE(is_header_folder(dir / "opt/headers"));
}

TEST_F(OtherToolkitsTest, AreNotTheOwnOneByAnotherName) {
    test::fs::create_directory_symlink(mine, dir / "cuda");
    EXPECT_FALSE(is_header_folder(dir / "cuda/include"));
    EXPECT_FALSE(is_library_folder(dir / "cuda/lib64"));
}

TEST_F(OtherToolkitsTest, OwnNothingThatOtherSoftwareShares) {
    for (const char* mark : {"conda-meta/history", "etc/hosts", "sbin/tool"}) {
        const path prefix = test::add_toolkit(dir / "shared");
        FakeRoot::write(prefix / mark, "");
        EXPECT_FALSE(is_header_folder(prefix / "include")) << mark;
        EXPECT_FALSE(is_library_folder(prefix / "lib64")) << mark;
        EXPECT_TRUE(is_header_folder(prefix / "targets/x86_64-linux/include"))
            << "which holds a toolkit and nothing else";
        test::fs::remove_all(prefix);
    }
    for (const path& prefix : {home, home / ".local"}) {
        test::add_toolkit(prefix);
        EXPECT_FALSE(is_header_folder(prefix / "include"));
        EXPECT_FALSE(is_library_folder(prefix / "lib64"));
    }
    EXPECT_FALSE(is_header_folder("/usr/include"));
    EXPECT_FALSE(is_library_folder("/usr/lib/x86_64-linux-gnu"));
}

TEST_F(OtherToolkitsTest, OwnNeitherOtherDirectoriesNorRelativeOnes) {
    FakeRoot::write(dir / "zlib/include/zlib.h", "");
    FakeRoot::write(dir / "driver/compat/libcuda.so", "");
    EXPECT_FALSE(is_header_folder(dir / "zlib/include"));
    EXPECT_FALSE(is_header_folder(dir / "absent"));
    EXPECT_FALSE(is_library_folder(dir / "driver/compat")) << "a driver's, not a toolkit's";
    EXPECT_FALSE(others().own("", FolderKind::headers));
    EXPECT_FALSE(others().own("include", FolderKind::headers));
}

}  // namespace
}  // namespace cudaenv::activation
