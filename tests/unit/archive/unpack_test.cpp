// SPDX-License-Identifier: Apache-2.0
// What well-formed archives become on disk.
#include "unit/archive/unpacking.hpp"

#include <cudaenv/archive/unpack.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <vector>

namespace cudaenv::archive {
namespace {

using namespace cudaenv::test;
using testing::HasSubstr;

/// Drops the first component, as every redistributable archive needs.
std::optional<Placement> strip_first(const std::string& entry) {
    const std::size_t slash = entry.find('/');
    if (slash == std::string::npos) return std::nullopt;
    return keep(entry.substr(slash + 1));
}

TEST(Unpack, PlacesTheFilesOfATar) {
    const std::vector<ArchiveEntry> entries{directory_entry("top"),
                                            directory_entry("top/empty"),
                                            file_entry("top/bin/nvcc", "tool", 0755),
                                            file_entry("top/include/cuda.h", "text"),
                                            file_entry("LICENSE", "dropped")};
    for (const Compression compression : {Compression::none,
                                          Compression::gzip,
                                          Compression::bzip2,
                                          Compression::lzma,
                                          Compression::xz,
                                          Compression::zstd}) {
        Unpacking unpacking("x.tar.xz", make_tar(entries, compression), strip_first);
        const Unpacked unpacked = unpacking.run();
        EXPECT_EQ(unpacked.files, 2U);
        EXPECT_EQ(unpacked.bytes.value, 8U);
        EXPECT_EQ(unpacking.text("bin/nvcc"), "tool");
        EXPECT_EQ(unpacking.text("include/cuda.h"), "text");
        EXPECT_FALSE(unpacking.exists("empty")) << "directories are made for files only";
        EXPECT_FALSE(unpacking.exists("LICENSE"));
    }
}

TEST(Unpack, StreamsTheDataOfADebianPackage) {
    const std::vector<ArchiveEntry> entries{directory_entry("./"),
                                            directory_entry("./usr/"),
                                            file_entry("./usr/bin/ptxas", "tool", 0755)};
    for (const Compression compression : {Compression::none,
                                          Compression::gzip,
                                          Compression::bzip2,
                                          Compression::lzma,
                                          Compression::xz,
                                          Compression::zstd}) {
        Unpacking unpacking("x.deb", make_deb(entries, compression));
        EXPECT_EQ(unpacking.run().files, 1U);
        EXPECT_EQ(unpacking.text("usr/bin/ptxas"), "tool");
        EXPECT_FALSE(unpacking.exists("control")) << "control data is no content";
    }
}

TEST(Unpack, TakesTheLargestWindowsThatItGrants) {
    const std::vector<ArchiveEntry> entries{file_entry("a", "x")};
    const std::string tars[] = {
        with_xz_dictionary(make_tar(entries), 28),
        with_lzma_dictionary(make_tar(entries, Compression::lzma), 64U << 20U),
        with_zstd_window(make_tar(entries, Compression::zstd), 26)};
    for (const std::string& tar : tars) {
        Unpacking unpacking("x.tar", tar);
        EXPECT_EQ(unpacking.run().files, 1U);
    }
}

TEST(Unpack, TakesStreamsInSeveralPieces) {
    const std::string noise = incompressible(700'000);
    const std::string tar = make_tar({file_entry("a", noise)}, Compression::none);
    const std::string skippable("\x5A\x2A\x4D\x18\x03\0\0\0abc", 11);
    const std::string padding(8, '\0');
    for (const Compression compression :
         {Compression::gzip, Compression::bzip2, Compression::xz, Compression::zstd}) {
        const std::string first = make_compressed(tar.substr(0, 300'000), compression);
        const std::string second = make_compressed(tar.substr(300'000), compression);
        const std::string between = compression == Compression::xz     ? padding
                                    : compression == Compression::zstd ? skippable
                                                                       : "";
        Unpacking unpacking("x.tar", first + between + second);
        EXPECT_EQ(unpacking.run().files, 1U);
        EXPECT_EQ(unpacking.text("a"), noise);
    }
}

TEST(Unpack, TellsACompressionWhoseFirstBytesAreApart) {
    const std::vector<ArchiveEntry> entries{file_entry("a", "x")};
    // Members start at even places; what precedes ends just before the end of what is read at once.
    for (std::size_t before = (256U << 10U) - 200; before < (256U << 10U); before += 2) {
        const std::string deb = make_ar({{"debian-binary", "2.0\n"},
                                         {"control.tar", std::string(before, 'x')},
                                         {"data.tar", make_tar(entries)}});
        Unpacking unpacking("x.deb", deb);
        ASSERT_EQ(unpacking.run().files, 1U) << before;
    }
}

TEST(Unpack, TakesTheModesOfAWheelFromItsCentralDirectory) {
    Unpacking unpacking("x.whl",
                        make_zip({file_entry("nvidia/cu13/bin/nvcc", "tool", 0744),
                                  file_entry("nvidia/cu13/include/cuda.h", "text", 0664),
                                  file_entry("nvidia/cu13/none", "nothing", 0)}));
    EXPECT_EQ(unpacking.run().files, 3U);
    EXPECT_EQ(unpacking.mode("nvidia/cu13/bin/nvcc"), 0755U);
    EXPECT_EQ(unpacking.mode("nvidia/cu13/include/cuda.h"), 0644U);
    EXPECT_EQ(unpacking.mode("nvidia/cu13/none"), 0644U);
    EXPECT_EQ(unpacking.text("nvidia/cu13/none"), "nothing");
}

/// A wheel of one file whose unix mode, type included, is `mode`.
std::string wheel_with_mode(unsigned mode) {
    std::string bytes = make_zip({file_entry("a", "text", 0755)});
    const std::size_t central = bytes.find("PK\x01\x02");
    bytes.at(central + 40) = static_cast<char>(mode & 0xFFU);
    bytes.at(central + 41) = static_cast<char>(mode >> 8U);
    return bytes;
}

TEST(Unpack, MakesPlainFilesOfAWheelsOddModes) {
    struct Row {
        unsigned mode;
        unsigned written;
    };
    const Row rows[] = {{0100744, 0755}, {0100600, 0644}, {0, 0644}, {0010755, 0755}};
    for (const Row& row : rows) {
        Unpacking unpacking("x.whl", wheel_with_mode(row.mode));
        EXPECT_EQ(unpacking.run().files, 1U);
        EXPECT_EQ(unpacking.mode("a"), row.written) << row.mode;
        EXPECT_TRUE(std::filesystem::is_regular_file(unpacking / "out/a"));
        EXPECT_EQ(unpacking.text("a"), "text");
    }
}

TEST(Unpack, LetsTheMappingSetTheMode) {
    Unpacking unpacking("x.whl", make_zip({file_entry("bin/tool", "x", 0644)}), [](const auto&) {
        return Placement{.part = 0, .path = "tool", .mode = 0755};
    });
    unpacking.run();
    EXPECT_EQ(unpacking.mode("tool"), 0755U);
}

TEST(Unpack, KeepsTheTimeOfFiles) {
    Unpacking unpacking("x.tar.xz", make_tar({file_entry("a", "x")}));
    unpacking.run();
    struct stat status {};
    ASSERT_EQ(::stat((unpacking / "out/a").c_str(), &status), 0);
    EXPECT_EQ(status.st_mtim.tv_sec, 1'700'000'000);
}

TEST(Unpack, SplitsAnArchiveIntoParts) {
    const auto mapping = [](const std::string& entry) -> std::optional<Placement> {
        return Placement{.part = entry.ends_with(".a") ? 1U : 0U, .path = entry, .mode = {}};
    };
    Unpacking unpacking("x.tar.xz",
                        make_tar({file_entry("lib/libx.so", "shared"),
                                  file_entry("lib/libx_static.a", "static"),
                                  hard_link_entry("lib/copy.so", "lib/libx_static.a")}),
                        mapping);
    unpacking.request.parts.push_back(unpacking.make_part("static"));
    EXPECT_EQ(unpacking.run().files, 3U);
    EXPECT_EQ(unpacking.text("lib/libx.so"), "shared");
    EXPECT_EQ(unpacking.text("lib/copy.so"), "static") << "a copy, not a link between parts";
    EXPECT_FALSE(unpacking.exists("lib/libx_static.a"));
    EXPECT_EQ(read_file_text(unpacking / "static/lib/libx_static.a"), "static");
}

TEST(Unpack, LeavesOutAPartThatIsNotWanted) {
    const auto mapping = [](const std::string& entry) -> std::optional<Placement> {
        return Placement{.part = entry.ends_with(".a") ? 1U : 0U, .path = entry, .mode = {}};
    };
    Unpacking unpacking("x.tar.xz",
                        make_tar({file_entry("lib/libx_static.a", "static"),
                                  file_entry("lib/libx.so", "shared"),
                                  symlink_entry("lib/link", "libx_static.a"),
                                  symlink_entry("lib/link.a", "libx.so")}),
                        mapping);
    unpacking.request.parts.emplace_back();
    const Unpacked unpacked = unpacking.run();
    EXPECT_EQ(unpacked.files, 1U);
    EXPECT_EQ(unpacked.bytes.value, 6U);
    EXPECT_FALSE(unpacking.exists("lib/libx_static.a"));
    EXPECT_FALSE(unpacking.exists("lib/link.a"));
    EXPECT_EQ(unpacking.link("lib/link"), "libx_static.a") << "the part may be added later";
}

TEST(Unpack, KeepsHolesAndTheirSize) {
    ArchiveEntry sparse = file_entry("sparse", "end");
    sparse.hole = 1U << 20U;
    Unpacking unpacking("x.tar.xz", make_tar({sparse}));
    EXPECT_EQ(unpacking.run().bytes.value, (1U << 20U) + 3U);
    const std::string text = unpacking.text("sparse");
    EXPECT_EQ(text, std::string(1U << 20U, '\0') + "end");
}

TEST(Unpack, TakesLongAndForeignNames) {
    const std::string deep = std::string(200, 'a') + "/" + std::string(200, 'b') + "/c";
    const std::string utf8 = "na\xC3\xAFve";
    const std::string latin1 = "na\xEFve";
    Unpacking tar(
        "x.tar.xz",
        make_tar({file_entry(deep, "1"), file_entry(utf8, "2"), file_entry(latin1, "3")}));
    tar.run();
    EXPECT_EQ(tar.text(deep), "1");
    EXPECT_EQ(tar.text(utf8), "2");
    EXPECT_EQ(tar.text(latin1), "3");

    Unpacking zip("x.zip", make_zip({file_entry(deep, "1"), file_entry(utf8, "2")}));
    zip.run();
    EXPECT_EQ(zip.text(deep), "1");
    EXPECT_EQ(zip.text(utf8), "2");
}

TEST(Unpack, StopsWhenCancelled) {
    /// Cancels when the second MiB is asked for.
    class Cancelling final : public ByteSource {
     public:
        Cancelling(const std::string& bytes, CancelFlag& cancel) : bytes_(bytes), cancel_(cancel) {}
        std::string_view read() override {
            if (position_ > 0) cancel_.set();
            const std::string_view piece = std::string_view(bytes_).substr(position_, 1U << 20U);
            position_ += piece.size();
            return piece;
        }

     private:
        const std::string& bytes_;
        CancelFlag& cancel_;
        std::size_t position_ = 0;
    };
    const std::string tar =
        make_tar({file_entry("a", incompressible(3U << 20U))}, Compression::none);
    Unpacking unpacking("x.tar", tar);
    Cancelling bytes(tar, unpacking.cancel);
    EXPECT_THROW(unpacking.run(bytes), Interrupted);
    EXPECT_LT(std::filesystem::file_size(unpacking / "out/a"), 3U << 20U);
}

TEST(Unpack, StopsWhileNothingComesOutOfTheArchive) {
    const std::string empty = make_compressed("", Compression::xz);
    std::string streams;
    while (streams.size() < (3U << 20U)) streams += empty;
    Unpacking unpacking("x.tar.xz", streams);
    unpacking.cancel.set();
    EXPECT_THROW(unpacking.run(), Interrupted);
}

TEST(Unpack, TellsAnUnreadableFileFromADamagedOne) {
    Unpacking unpacking("x.tar.xz", make_tar({file_entry("a", "x")}));
    const UniqueFd unreadable = open_file(unpacking / "x.tar.xz", O_WRONLY);
    FileSource bytes(unreadable.get(), "x.tar.xz", unpacking.cancel);
    const Error error = unpacking.failure(bytes);
    EXPECT_EQ(error.kind(), ErrorKind::io);
    EXPECT_EQ(error.message(), "cannot read x.tar.xz: Bad file descriptor");
}

TEST(Unpack, ReadsTheOpenFileFromItsStartWhateverStandsAtItsNameNow) {
    for (const std::string name : {"x.tar.xz", "x.whl", "x.deb"}) {
        const std::vector<ArchiveEntry> entries{file_entry("a", "mine")};
        Unpacking unpacking(name,
                            name == "x.whl"   ? make_zip(entries)
                            : name == "x.deb" ? make_deb(entries)
                                              : make_tar(entries));
        const int descriptor = unpacking.descriptor();
        ASSERT_EQ(::lseek(descriptor, 7, SEEK_SET), 7);
        std::filesystem::remove(unpacking / name);
        write_bytes(unpacking / name, "somebody else's");
        EXPECT_EQ(unpacking.run().files, 1U);
        EXPECT_EQ(unpacking.text("a"), "mine");
        EXPECT_EQ(::lseek(descriptor, 0, SEEK_CUR), 7) << "the owner's position is left alone";
    }
}

TEST(Unpack, NamesThePlaceThatCannotBeWritten) {
    Unpacking unpacking("x.tar.xz", make_tar({file_entry("dev/full/a", "x")}));
    unpacking.request.parts = {"/proc/self/task"};
    const Error error = unpacking.failure();
    EXPECT_EQ(error.kind(), ErrorKind::io);
    EXPECT_THAT(error.message(), HasSubstr("/proc/self/task/dev/full/a"));
}

TEST(Unpack, BlamesTheMappingForAPlaceOutsideTheParts) {
    for (const Placement& place : {Placement{.part = 0, .path = "../a", .mode = {}},
                                   Placement{.part = 0, .path = "/a", .mode = {}},
                                   Placement{.part = 0, .path = "a//b", .mode = {}},
                                   Placement{.part = 1, .path = "a", .mode = {}}}) {
        Unpacking unpacking(
            "x.tar.xz", make_tar({file_entry("a", "x")}), [&](const auto&) { return place; });
        EXPECT_EQ(unpacking.failure().kind(), ErrorKind::internal) << place.path;
    }
}

}  // namespace
}  // namespace cudaenv::archive
