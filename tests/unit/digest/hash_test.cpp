// SPDX-License-Identifier: Apache-2.0
// Known digests of bytes and files.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/digest/hash.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

namespace cudaenv::digest {
namespace {

using testing::HasSubstr;

constexpr const char* kEmpty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr const char* kAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr const char* kMillionA =
    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

TEST(HashBytes, GivesThePublishedExamples) {
    EXPECT_EQ(hash_bytes("").hex(), kEmpty);
    EXPECT_EQ(hash_bytes("abc").hex(), kAbc);
    EXPECT_EQ(hash_bytes(std::string(1'000'000, 'a')).hex(), kMillionA);
}

TEST(Hasher, DoesNotDependOnHowTheBytesAreCut) {
    Hasher hasher;
    hasher.update("a");
    hasher.update("");
    Hasher moved = std::move(hasher);
    moved.update("bc");
    EXPECT_EQ(moved.finish().hex(), kAbc);
}

TEST(HashFile, ReadsTheWholeFile) {
    const test::TempDir dir;
    const CancelFlag cancel;
    replace_file(dir / "empty", "");
    replace_file(dir / "large", std::string(1'000'000, 'a'));
    EXPECT_EQ(hash_file(dir / "empty", cancel).hex(), kEmpty);
    EXPECT_EQ(hash_file(dir / "large", cancel).hex(), kMillionA);
    const UniqueFd open = open_file(dir / "large", O_RDONLY);
    ASSERT_EQ(::lseek(open.get(), 7, SEEK_SET), 7);
    EXPECT_EQ(hash_descriptor(open.get(), dir / "large", cancel).hex(), kMillionA);
    EXPECT_EQ(::lseek(open.get(), 0, SEEK_CUR), 7) << "the position is the caller's";
}

TEST(HashFile, NamesTheFileItCannotRead) {
    const test::TempDir dir;
    const CancelFlag cancel;
    for (const auto& path : {dir / "absent", dir.path()}) {
        try {
            hash_file(path, cancel);
            ADD_FAILURE() << path;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::io);
            EXPECT_THAT(error.message(), HasSubstr(path.string()));
        }
    }
}

TEST(HashFile, StopsWhenCancelled) {
    const test::TempDir dir;
    replace_file(dir / "f", "x");
    CancelFlag cancel;
    cancel.set();
    EXPECT_THROW(hash_file(dir / "f", cancel), Interrupted);
}

}  // namespace
}  // namespace cudaenv::digest
