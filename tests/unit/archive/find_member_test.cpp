// SPDX-License-Identifier: Apache-2.0
// One member is read into memory, and no more of it than allowed.
#include "support/archive_builder.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/archive/unpack.hpp>
#include <cudaenv/base/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::archive {
namespace {

using namespace cudaenv::test;
using testing::HasSubstr;

class FindMember : public testing::Test {
 protected:
    std::filesystem::path save(const std::string& name, const std::string& bytes) {
        return write_bytes(directory_ / name, bytes);
    }

 private:
    TempDir directory_;
};

TEST_F(FindMember, ReadsFromZipAndTarAndDeb) {
    const std::vector<ArchiveEntry> entries{file_entry("./a/other", "no"),
                                            file_entry("./a/METADATA", "Name: sample\n")};
    const auto zip = save("x.whl", make_zip(entries));
    const auto tar = save("x.tar.xz", make_tar(entries));
    const auto deb = save("x.deb", make_deb(entries));
    EXPECT_EQ(find_member(zip, Format::zip, "a/METADATA", 100), "Name: sample\n");
    EXPECT_EQ(find_member(tar, Format::tar, "a/METADATA", 100), "Name: sample\n");
    EXPECT_EQ(find_member(deb, Format::deb, "a/METADATA", 100), "Name: sample\n");
}

TEST_F(FindMember, FindsFilesOnly) {
    const auto tar = save("x.tar.xz", make_tar({directory_entry("a"), symlink_entry("b", "c")}));
    EXPECT_EQ(find_member(tar, Format::tar, "a", 100), std::nullopt);
    EXPECT_EQ(find_member(tar, Format::tar, "b", 100), std::nullopt);
    EXPECT_EQ(find_member(tar, Format::tar, "c", 100), std::nullopt);
}

TEST_F(FindMember, RefusesMoreThanTheLimit) {
    const auto tar = save("x.tar.xz", make_tar({file_entry("big", std::string(101, 'x'))}));
    EXPECT_EQ(find_member(tar, Format::tar, "big", 101)->size(), 101U);
    try {
        find_member(tar, Format::tar, "big", 100);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::integrity);
        EXPECT_EQ(error.message(), "archive x.tar.xz: entry big: it is larger than 100 bytes");
    }
}

TEST_F(FindMember, NamesAFileThatIsNoArchive) {
    const auto file = save("x.whl", std::string(1000, 'x'));
    try {
        find_member(file, Format::zip, "a", 100);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::integrity);
        EXPECT_THAT(error.message(), HasSubstr("archive x.whl: "));
    }
}

}  // namespace
}  // namespace cudaenv::archive
