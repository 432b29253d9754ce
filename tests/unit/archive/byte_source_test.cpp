// SPDX-License-Identifier: Apache-2.0
// The seam between what brings an archive and what unpacks it.
#include "unpacking.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace cudaenv::archive {
namespace {

using namespace cudaenv::test;
using testing::HasSubstr;

const std::vector<ArchiveEntry> kEntries{file_entry("top/a", "first"),
                                         file_entry("top/b", std::string(200'000, 'b')),
                                         symlink_entry("top/c", "a")};

/// Brings bytes as a download would: in pieces, from the first to the last, once.
class Arriving final : public ByteSource {
 public:
    Arriving(std::string bytes, std::size_t piece) : bytes_(std::move(bytes)), piece_(piece) {}
    std::string_view read() override {
        if (at_position) at_position(position_);
        last_ = bytes_.substr(position_, piece_);
        position_ += last_.size();
        return last_;
    }
    /// Called before each piece.
    std::function<void(std::size_t position)> at_position;

 private:
    std::string bytes_;
    std::size_t piece_;
    std::size_t position_ = 0;
    std::string last_;  ///< no piece is valid longer than promised
};

struct Sample {
    std::string name;
    std::string bytes;
};
std::vector<Sample> streamed_samples() {
    return {{"x.tar", make_tar(kEntries, Compression::none)},
            {"x.tar.gz", make_tar(kEntries, Compression::gzip)},
            {"x.tar.bz2", make_tar(kEntries, Compression::bzip2)},
            {"x.tar.xz", make_tar(kEntries, Compression::xz)},
            {"x.tar.zst", make_tar(kEntries, Compression::zstd)},
            {"x.deb", make_deb(kEntries)}};
}

TEST(ByteSource, MayBringATarOrADebWhileItArrives) {
    for (const Sample& sample : streamed_samples()) {
        for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{4096}}) {
            Unpacking unpacking(sample.name, "");
            Arriving bytes(sample.bytes, piece);
            EXPECT_EQ(unpacking.run(bytes).files, 2U) << sample.name;
            EXPECT_EQ(unpacking.text("top/a"), "first") << sample.name << " by " << piece;
            EXPECT_EQ(unpacking.text("top/b"), std::string(200'000, 'b')) << sample.name;
            EXPECT_EQ(unpacking.link("top/c"), "a") << sample.name;
        }
    }
}

TEST(ByteSource, MustHoldAllOfAZip) {
    Unpacking unpacking("x.whl", "");
    Arriving bytes(make_zip(kEntries), 4096);
    const Error error = unpacking.failure(bytes);
    EXPECT_EQ(error.kind(), ErrorKind::internal);
    EXPECT_EQ(error.message(), "x.whl is a zip, and not all of it is here");
    EXPECT_FALSE(unpacking.exists("top"));
}

TEST(ByteSource, FailsInItsOwnWords) {
    for (const Sample& sample : streamed_samples()) {
        Unpacking unpacking(sample.name, "");
        Arriving bytes(sample.bytes, 16);
        bytes.at_position = [&](std::size_t position) {
            if (position >= sample.bytes.size() / 2) throw Error(ErrorKind::network, "broke off");
        };
        const Error error = unpacking.failure(bytes);
        EXPECT_EQ(error.kind(), ErrorKind::network) << sample.name;
        EXPECT_EQ(error.message(), "broke off") << sample.name;
    }
}

TEST(ByteSource, ThatEndsTooEarlyIsACutOffArchive) {
    for (const Sample& sample : streamed_samples()) {
        Unpacking unpacking(sample.name, "");
        Arriving bytes(sample.bytes.substr(0, sample.bytes.size() / 2), 16);
        EXPECT_EQ(unpacking.failure(bytes).kind(), ErrorKind::integrity) << sample.name;
    }
}

TEST(ByteSource, IsJudgedEntryByEntryWhileItArrives) {
    const std::string tar = make_tar({file_entry("../a", "x")}, Compression::none);
    Unpacking unpacking("x.tar", "");
    Arriving bytes(tar, 512);
    EXPECT_EQ(unpacking.failure(bytes).kind(), ErrorKind::integrity);
    EXPECT_FALSE(std::filesystem::exists(unpacking / "a"));
}

class OpenFile : public testing::Test {
 protected:
    static std::string read_all(ByteSource& source) {
        std::string text;
        for (std::string_view piece = source.read(); !piece.empty(); piece = source.read())
            text += piece;
        return text;
    }

    TempDir directory_;
    std::string bytes_ = incompressible(3'000'000);
    UniqueFd file_ = open_file(write_bytes(directory_ / "x", bytes_), O_RDONLY);
    CancelFlag cancel_;
    FileSource source_{file_.get(), "x", cancel_};
};

TEST_F(OpenFile, IsReadFromAnyByteOnWhateverItsOwnPosition) {
    ASSERT_EQ(::lseek(file_.get(), 7, SEEK_SET), 7);
    EXPECT_EQ(source_.size(), bytes_.size());
    EXPECT_EQ(read_all(source_), bytes_);
    EXPECT_EQ(source_.position(), bytes_.size());
    EXPECT_EQ(source_.seekable(), &source_);
    source_.seek(2'999'990);
    EXPECT_EQ(read_all(source_), bytes_.substr(2'999'990));
    source_.seek(bytes_.size() + 1);
    EXPECT_EQ(read_all(source_), "");
    EXPECT_EQ(::lseek(file_.get(), 0, SEEK_CUR), 7);
}

TEST_F(OpenFile, IsNotReadAfterCancelling) {
    cancel_.set();
    EXPECT_THROW(source_.read(), Interrupted);
}

TEST_F(OpenFile, IsNamedWhenItCannotBeRead) {
    FileSource source(-1, "the archive", cancel_);
    try {
        source.read();
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::io);
        EXPECT_THAT(error.message(), HasSubstr("the archive"));
    }
}

}  // namespace
}  // namespace cudaenv::archive
