// SPDX-License-Identifier: Apache-2.0
// The file name tells the format.
#include <cudaenv/archive/unpack.hpp>
#include <cudaenv/base/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::archive {
namespace {

TEST(ArchiveFormat, FollowsTheFileNamesEnd) {
    struct Row {
        const char* name;
        Format format;
    };
    const Row rows[] = {
        {"libcublas11_11.2.1.74~11.2.2-3_amd64.deb", Format::deb},
        {"nvidia_cuda_nvcc-13.0.88-py3-none-manylinux2014_x86_64.whl", Format::zip},
        {"x.zip", Format::zip},
        {"cuda_nvcc-linux-x86_64-12.4.131-archive.tar.xz", Format::tar},
        {"x.tar", Format::tar},
        {"x.tar.gz", Format::tar},
        {"x.tar.zst", Format::tar},
        {"cudnn-10.2-linux-x64-v8.2.4.15.tgz", Format::tar},
        {"x.txz", Format::tar},
    };
    for (const Row& row : rows) EXPECT_EQ(archive_format(row.name), row.format) << row.name;
}

TEST(ArchiveFormat, RefusesOtherFiles) {
    for (const char* name : {"cuda_11.2.2_linux.run", "x.rpm", "tar", "x.tar.exe", ""}) {
        try {
            archive_format(name);
            FAIL() << name;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::usage);
            EXPECT_THAT(error.message(), testing::HasSubstr(name));
            EXPECT_THAT(error.hint(), testing::HasSubstr(".tar.xz"));
        }
    }
}

}  // namespace
}  // namespace cudaenv::archive
