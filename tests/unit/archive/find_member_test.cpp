// SPDX-License-Identifier: Apache-2.0
// One member is read into memory, and no more of it than allowed.
#include "support/archive_builder.hpp"
#include "support/temp_dir.hpp"

#include <cudaenv/archive/unpack.hpp>
#include <cudaenv/base/error.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>

namespace cudaenv::archive {
namespace {

using namespace cudaenv::test;
using testing::HasSubstr;

class FindMember : public testing::Test {
 protected:
    std::optional<std::string> find(const std::string& name,
                                    const std::string& bytes,
                                    const std::string& member) {
        const UniqueFd file = open_file(write_bytes(directory_ / name, bytes), O_RDONLY);
        const CancelFlag never;
        FileSource source(file.get(), name, never);
        return find_member(source, {name, archive_format(name)}, member, 100);
    }
    Error failure(const std::string& name, const std::string& bytes, const std::string& member) {
        try {
            find(name, bytes, member);
        } catch (const Error& error) {
            return error;
        }
        return {ErrorKind::internal, "nothing was refused"};
    }

 private:
    TempDir directory_;
};

TEST_F(FindMember, ReadsFromZipAndTarAndDeb) {
    const std::vector<ArchiveEntry> entries{file_entry("./a/other", "no"),
                                            file_entry("./a/METADATA", "Name: sample\n")};
    EXPECT_EQ(find("x.whl", make_zip(entries), "a/METADATA"), "Name: sample\n");
    EXPECT_EQ(find("x.tar.xz", make_tar(entries), "a/METADATA"), "Name: sample\n");
    EXPECT_EQ(find("x.deb", make_deb(entries), "a/METADATA"), "Name: sample\n");
}

TEST_F(FindMember, FindsFilesOnly) {
    const std::string tar = make_tar({directory_entry("a"), symlink_entry("b", "c")});
    EXPECT_EQ(find("x.tar.xz", tar, "a"), std::nullopt);
    EXPECT_EQ(find("x.tar.xz", tar, "b"), std::nullopt);
    EXPECT_EQ(find("x.tar.xz", tar, "c"), std::nullopt);
}

TEST_F(FindMember, RefusesMoreThanTheLimit) {
    const std::string fits = make_tar({file_entry("big", std::string(100, 'x'))});
    EXPECT_EQ(find("x.tar.xz", fits, "big")->size(), 100U);
    const Error error =
        failure("x.tar.xz", make_tar({file_entry("big", std::string(101, 'x'))}), "big");
    EXPECT_EQ(error.kind(), ErrorKind::integrity);
    EXPECT_EQ(error.message(), "archive x.tar.xz: entry big: it is larger than 100 bytes");
}

TEST_F(FindMember, IsBoundedAsUnpackingIs) {
    const std::vector<ArchiveEntry> entries{file_entry("a", "x")};
    EXPECT_THAT(failure("x.tar", with_xz_dictionary(make_tar(entries), 37), "b").message(),
                HasSubstr("needs 1537 MiB of memory"));
    EXPECT_THAT(failure("x.whl", with_zip_method(make_zip(entries), 93), "a").message(),
                HasSubstr("neither stored nor deflated"));
    EXPECT_THAT(failure("x.tar", make_tar({file_entry("a\n", "x")}), "b").message(),
                HasSubstr("control character"));
}

TEST_F(FindMember, PassesOverLargeMembersBeforeIt) {
    const std::vector<ArchiveEntry> entries{file_entry("large", std::string(5U << 20U, 'x')),
                                            file_entry("a", "found")};
    EXPECT_EQ(find("x.tar.xz", make_tar(entries), "a"), "found");
    EXPECT_EQ(find("x.whl", make_zip(entries), "a"), "found");
    EXPECT_EQ(find("x.deb", make_deb(entries), "a"), "found");
}

TEST_F(FindMember, NamesAFileThatIsNoArchive) {
    const Error error = failure("x.whl", std::string(1000, 'x'), "a");
    EXPECT_EQ(error.kind(), ErrorKind::integrity);
    EXPECT_THAT(error.message(), HasSubstr("archive x.whl: "));
}

}  // namespace
}  // namespace cudaenv::archive
