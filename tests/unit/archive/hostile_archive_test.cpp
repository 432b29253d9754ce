// SPDX-License-Identifier: Apache-2.0
// Every way in which an archive may be bad is refused, and nothing lands outside.
#include "unit/archive/unpacking.hpp"

#include <cudaenv/archive/unpack.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <malloc.h>

#include <cstdio>
#include <fstream>
#include <utility>
#include <vector>

namespace cudaenv::archive {
namespace {

using namespace cudaenv::test;
using testing::HasSubstr;
using testing::StartsWith;
using Type = ArchiveEntry::Type;

ArchiveEntry with_mode(ArchiveEntry entry, unsigned mode) {
    entry.mode = mode;
    return entry;
}

void expect_integrity(const Error& error, const std::string& words) {
    EXPECT_EQ(error.kind(), ErrorKind::integrity) << error.message();
    EXPECT_THAT(error.message(), HasSubstr(words));
    EXPECT_EQ(error.hint(), "the archive is not what it should be; nothing was installed");
}

struct Hostile {
    const char* name;
    std::vector<ArchiveEntry> entries;
    const char* words;
};

/// "d/d/…/" of `depth` directories.
std::string nested(std::size_t depth) {
    std::string path;
    for (std::size_t i = 0; i < depth; ++i) path += "d/";
    return path;
}

const std::vector<Hostile>& hostile_tars() {
    static const std::vector<Hostile> rows{
        {"AbsoluteName", {file_entry("/tmp/x", "x")}, "entry /tmp/x: its name is absolute"},
        {"DotDotName", {file_entry("a/../../x", "x")}, "entry a/../../x: its name contains \"..\""},
        {"DotDotDirectory", {directory_entry("../x")}, "its name contains \"..\""},
        {"FileWithRootsName", {file_entry(".", "x"), file_entry("a", "x")}, "the archive's root"},
        {"LinkLeaving", {symlink_entry("a/x", "../../etc")}, "to \"../../etc\" leaves"},
        {"LinkLeavingThenBack", {symlink_entry("a", "../out/b")}, "leaves the archive"},
        {"WriteThroughLink",
         {symlink_entry("d", "e"), file_entry("d/x", "x"), file_entry("e/y", "y")},
         "entry d: something else is at its place d"},
        {"LinkBelowLink",
         {symlink_entry("d", "e"), symlink_entry("d/x", "y"), file_entry("e/y", "y")},
         "entry d/x: its place d/x lies below a file or a link"},
        {"LinkBelowFile",
         {file_entry("d", "x"), symlink_entry("d/x", "../e"), file_entry("e", "y")},
         "entry d/x: its place d/x lies below a file or a link"},
        {"FileBelowFile",
         {file_entry("d", "x"), file_entry("d/x", "y")},
         "entry d/x: its place d/x lies below a file or a link"},
        {"FileOverDirectory",
         {file_entry("d/x", "y"), file_entry("d", "x")},
         "entry d: something else is at its place d"},
        {"HardLinkAbsolute",
         {hard_link_entry("x", "/etc/passwd")},
         "entry x: its hard link's target is absolute"},
        {"HardLinkLeaving", {hard_link_entry("x", "../y")}, "hard link's target contains \"..\""},
        {"HardLinkToNothing",
         {hard_link_entry("x", "y")},
         "entry x: it is a hard link to y, which is not unpacked"},
        {"HardLinkToSymbolicLink",
         {file_entry("z", "x"), symlink_entry("y", "z"), hard_link_entry("x", "y")},
         "hard link to y, which is not unpacked"},
        {"HardLinkToItself", {hard_link_entry("x", "x")}, "hard link to x, which is not unpacked"},
        {"Device", {special_entry(Type::character_device, "x")}, "entry x: it is a device"},
        {"Fifo", {special_entry(Type::fifo, "x")}, "entry x: it is a device, fifo"},
        {"SetUid", {file_entry("x", "x", 04755)}, "entry x: it has a setuid"},
        {"SetGid", {file_entry("x", "x", 02755)}, "entry x: it has a setuid, setgid"},
        {"Sticky", {file_entry("x", "x", 01755)}, "setgid or sticky bit"},
        {"SetUidHardLink",
         {file_entry("x", "x"), with_mode(hard_link_entry("y", "x"), 04755)},
         "entry y: it has a setuid"},
        {"TwoFiles",
         {file_entry("a/x", "1"), file_entry("./a//x", "1")},
         "entry ./a//x: its place a/x is taken by entry a/x"},
        {"TwoLinks",
         {symlink_entry("x", "y"), symlink_entry("x", "z")},
         "entry x: its place x is taken by entry x"},
        {"FileAndLink",
         {symlink_entry("x", "y"), file_entry("x", "1"), file_entry("y", "1")},
         "its place x is taken"},
        {"LongName", {file_entry(std::string(1000, 'x') + "/y", "1")}, "more than 255 bytes"},
        {"AbsoluteControlCharacters", {file_entry("/\x1B[2J", "1")}, "entry /\x1b[2J: its name"},
        {"EscapeInName", {file_entry("a\x1B[2J", "1")}, "entry a\x1b[2J: its name has a control"},
        {"NewlineInName", {file_entry("a\nb", "1")}, "entry a\nb: its name has a control"},
        {"DeleteInDirectory",
         {directory_entry("a\x7F/b")},
         "entry a\x7F/b/: its name has a control"},
        {"NewlineInLinkTarget",
         {file_entry("a", "1"), symlink_entry("x", "a\n")},
         "entry x: its target has a control character"},
        {"NewlineInHardLinkTarget",
         {hard_link_entry("x", "a\n")},
         "entry x: its hard link's target has a control character"},
        {"LongTarget",
         {symlink_entry("x", std::string(1025, 'a'))},
         "entry x: its target is longer than 1024 bytes"},
        {"LongPartOfTarget",
         {symlink_entry("x", std::string(256, 'a'))},
         "entry x: its target has a part of more than 255 bytes"},
        {"DeepName", {file_entry(nested(64) + "x", "1")}, "its name has more than 64 parts"},
        {"DeepTarget", {symlink_entry("x", nested(64) + "y")}, "target has more than 64 parts"},
        {"MetadataFile", {file_entry(".cudaenv/record.json", "{}")}, "belongs to cudaenv itself"},
        {"MetadataDirectory", {directory_entry("./.cudaenv/")}, "belongs to cudaenv itself"},
        {"MetadataLink",
         {file_entry("a", "x"), symlink_entry(".cudaenv", "a")},
         "entry .cudaenv: its name belongs to cudaenv itself"},
        {"MetadataHardLink",
         {file_entry("a", "x"), hard_link_entry(".cudaenv/activation", "a")},
         "belongs to cudaenv itself"},
    };
    return rows;
}

class HostileTar : public testing::TestWithParam<Hostile> {};

TEST_P(HostileTar, IsRefused) {
    const std::string bytes = make_tar(GetParam().entries);
    Unpacking unpacking("hostile.tar.xz", bytes);
    const Error error = unpacking.failure();
    expect_integrity(error, GetParam().words);
    EXPECT_THAT(error.message(), StartsWith("archive hostile.tar.xz: "));
    EXPECT_FALSE(std::filesystem::exists(unpacking / "x"));
    EXPECT_FALSE(std::filesystem::exists(unpacking / "b"));
}

TEST_P(HostileTar, IsRefusedInsideADebianPackageToo) {
    Unpacking unpacking("hostile.deb", make_deb(GetParam().entries));
    expect_integrity(unpacking.failure(), GetParam().words);
}

INSTANTIATE_TEST_SUITE_P(Rows, HostileTar, testing::ValuesIn(hostile_tars()), [](const auto& row) {
    return std::string(row.param.name);
});

TEST(HostileArchive, IsJudgedEvenWhereTheMappingDropsIt) {
    const auto drop = [](const std::string&) -> std::optional<Placement> { return std::nullopt; };
    for (const ArchiveEntry& entry : {file_entry("../x", "x"),
                                      file_entry("x", "x", 04755),
                                      symlink_entry("x", "../y"),
                                      hard_link_entry("x", "/y"),
                                      special_entry(Type::fifo, "x")}) {
        Unpacking unpacking("x.tar.xz", make_tar({entry}), drop);
        EXPECT_EQ(unpacking.failure().kind(), ErrorKind::integrity) << entry.name;
    }
}

TEST(HostileArchive, HasAnAbsoluteLinkToSomethingOutside) {
    Unpacking unpacking("x.tar.xz",
                        make_tar({symlink_entry("a/x", "/etc/passwd")}),
                        [](const std::string& entry) -> std::optional<Placement> {
                            if (!entry.starts_with("a/")) return std::nullopt;
                            return keep(entry);
                        });
    expect_integrity(unpacking.failure(), "entry a/x: the symbolic link to \"/etc/passwd\" leaves");
}

TEST(HostileArchive, MeetsALinkThatStandsInTheDestination) {
    Unpacking unpacking("x.tar.xz", make_tar({file_entry("d/x", "x")}));
    const auto outside = unpacking.make_part("outside");
    std::filesystem::create_symlink(outside, unpacking / "out/d");
    expect_integrity(unpacking.failure(), "its place d/x lies below a file or a link");
    EXPECT_TRUE(std::filesystem::is_empty(outside));
}

TEST(HostileArchive, IsMappedToOnePlaceTwice) {
    Unpacking unpacking("x.tar.xz",
                        make_tar({file_entry("a/x", "1"), file_entry("b/x", "2")}),
                        [](const std::string&) { return keep("x"); });
    expect_integrity(unpacking.failure(), "entry b/x: its place x is taken by entry a/x");
}

TEST(HostileArchive, CollidesAcrossParts) {
    Unpacking unpacking("x.tar.xz",
                        make_tar({file_entry("a", "1"), file_entry("b", "2")}),
                        [](const std::string& entry) -> std::optional<Placement> {
                            return Placement{
                                .part = entry == "a" ? 0U : 1U, .path = "x", .mode = {}};
                        });
    unpacking.request.parts.push_back(unpacking.make_part("other"));
    expect_integrity(unpacking.failure(), "its place x is taken by entry a");
}

TEST(HostileArchive, IsCutOff) {
    const std::string content(200'000, 'x');
    const std::vector<ArchiveEntry> entries{file_entry("a", content), file_entry("b", "y")};
    for (const Compression compression : {Compression::none,
                                          Compression::gzip,
                                          Compression::bzip2,
                                          Compression::lzma,
                                          Compression::xz,
                                          Compression::zstd}) {
        const std::string tar = make_tar(entries, compression);
        Unpacking plain("x.tar", tar.substr(0, tar.size() / 2));
        expect_integrity(plain.failure(), "archive x.tar: ");

        const std::string deb = make_deb(entries, compression);
        Unpacking package("x.deb", deb.substr(0, deb.size() - tar.size() / 2));
        expect_integrity(package.failure(), "archive x.deb: ");
    }
    const std::string zip = make_zip(entries);
    Unpacking wheel("x.whl", zip.substr(0, zip.size() / 2));
    expect_integrity(wheel.failure(), "archive x.whl: ");
}

TEST(HostileArchive, HasFlippedBits) {
    std::string zip = make_zip({file_entry("a", "a text that is stored as it is")});
    const std::size_t data = 30U + 1U + static_cast<unsigned char>(zip.at(28));  // after the header
    zip.at(data + 10) = static_cast<char>(zip.at(data + 10) ^ 0x55);
    Unpacking wheel("x.whl", zip);
    expect_integrity(wheel.failure(), "archive x.whl: ");

    std::string tar = make_tar({file_entry("a", "x")}, Compression::none);
    tar[100] = static_cast<char>(tar[100] ^ 0x55);
    Unpacking plain("x.tar", tar);
    expect_integrity(plain.failure(), "archive x.tar: ");
}

TEST(HostileArchive, IsSomethingElse) {
    for (const std::string name : {"x.tar.xz", "x.whl", "x.deb"}) {
        for (const std::string& bytes :
             {std::string(5000, 'g'), std::string("short"), std::string()}) {
            Unpacking unpacking(name, bytes);
            expect_integrity(unpacking.failure(), "archive " + name + ": ");
        }
    }
    Unpacking disguised("x.tar.xz", make_zip({file_entry("a", "x")}));
    expect_integrity(disguised.failure(), "archive x.tar.xz: ");
}

TEST(HostileArchive, IsEncrypted) {
    Unpacking unpacking("x.whl", make_zip({file_entry("a", "secret")}, "password"));
    expect_integrity(unpacking.failure(), "entry a: it is encrypted");
}

TEST(HostileArchive, IsAWheelWithASetUidTool) {
    Unpacking unpacking("x.whl", make_zip({file_entry("a", "x", 04755)}));
    expect_integrity(unpacking.failure(), "entry a: it has a setuid");
}

TEST(HostileArchive, NamesAWheelsEntryTwice) {
    Unpacking unpacking("x.whl", make_zip({file_entry("a", "1"), file_entry("a", "2")}));
    expect_integrity(unpacking.failure(), "its place a is taken by entry a");
}

TEST(HostileArchive, IsAPackageWithoutExactlyOneDataMember) {
    const std::string data = make_tar({file_entry("a", "x")});
    Unpacking none("x.deb", make_ar({{"debian-binary", "2.0\n"}, {"control.tar.xz", data}}));
    expect_integrity(none.failure(), "archive x.deb: it has no data.tar member");
    Unpacking two("x.deb", make_ar({{"data.tar.xz", data}, {"data.tar", data}}));
    expect_integrity(two.failure(), "archive x.deb: it has two data.tar members");
}

TEST(Limits, BoundTheUnpackedBytes) {
    const std::string megabyte(1'000'000, '\0');
    const std::vector<ArchiveEntry> entries{file_entry("a", megabyte), file_entry("b", megabyte)};
    const std::pair<const char*, std::string> bombs[] = {{"bomb.tar.xz", make_tar(entries)},
                                                         {"bomb.whl", make_zip(entries)},
                                                         {"bomb.deb", make_deb(entries)}};
    for (const auto& [name, bytes] : bombs) {
        Unpacking unpacking(name, bytes);
        unpacking.request.limits.max_bytes = 1'500'000;
        expect_integrity(unpacking.failure(), "entry b: the archive unpacks to more than 1.5");
    }
}

TEST(Limits, CountDroppedFilesToo) {
    Unpacking unpacking("x.tar.xz",
                        make_tar({file_entry("a", std::string(1000, 'x'))}),
                        [](const std::string&) -> std::optional<Placement> { return {}; });
    unpacking.request.limits.max_bytes = 999;
    expect_integrity(unpacking.failure(), "more than 999 B");
}

TEST(Limits, CountHoles) {
    ArchiveEntry sparse = file_entry("a", "x");
    sparse.hole = 1'000'000;
    Unpacking unpacking("x.tar.xz", make_tar({sparse}));
    unpacking.request.limits.max_bytes = 1000;
    expect_integrity(unpacking.failure(), "the archive unpacks to more than");
    EXPECT_EQ(std::filesystem::file_size(unpacking / "out/a"), 0U);
}

TEST(HostileArchive, IsMappedIntoWhatIsOurs) {
    Unpacking unpacking("x.tar.xz",
                        make_tar({file_entry("top/.cudaenv/activation", "x")}),
                        [](const std::string& entry) { return keep(entry.substr(4)); });
    expect_integrity(unpacking.failure(),
                     "its place .cudaenv/activation belongs to cudaenv itself");

    Unpacking deeper("x.tar.xz", make_tar({file_entry("share/.cudaenv/file", "x")}));
    EXPECT_EQ(deeper.run().files, 1U) << "only the root's is ours";
}

TEST(HostileArchive, HasATargetThatGrowsTooLongOnItsWay) {
    const std::string far = std::string(200, 'a') + "/" + std::string(100, 'b');
    Unpacking unpacking(
        "x.tar.xz", make_tar({file_entry(far, "1"), symlink_entry(nested(10) + "x", "/" + far)}));
    unpacking.request.limits.max_path = 310;
    expect_integrity(unpacking.failure(), "its target would be longer than 310 bytes");
}

TEST(HostileArchive, IsMappedToAPlaceThatIsTooLong) {
    Unpacking unpacking("x.tar.xz",
                        make_tar({file_entry("abcdef", "x")}),
                        [](const std::string& entry) { return keep("share/licenses/" + entry); });
    unpacking.request.limits.max_path = 10;
    expect_integrity(unpacking.failure(),
                     "its place share/licenses/abcdef is longer than 10 bytes");
}

TEST(HostileCompression, WantsAHugeDictionary) {
    const std::vector<ArchiveEntry> entries{file_entry("a", "x")};
    struct Row {
        Compression compression;
        std::string tar;
        const char* words;
    };
    const std::string xz = make_tar(entries, Compression::xz);
    const std::string lzma = make_tar(entries, Compression::lzma);
    const std::string zstd = make_tar(entries, Compression::zstd);
    const Row rows[] = {
        {Compression::xz,
         with_xz_dictionary(xz, 29),
         "needs 97 MiB of memory to unpack, more than"},
        {Compression::xz, with_xz_dictionary(xz, 37), "needs 1537 MiB of memory to unpack"},
        {Compression::xz, with_xz_dictionary(xz, 40), "needs 4097 MiB of memory"},
        {Compression::lzma, with_lzma_dictionary(lzma, 3U << 30U), "needs 3073 MiB of memory"},
        {Compression::zstd, with_zstd_window(zstd, 27), "needs 128 MiB of memory to unpack, more"},
        {Compression::zstd, with_zstd_window(zstd, 31), "needs 2048 MiB of memory to unpack"},
    };
    for (const Row& row : rows) {
        Unpacking plain("x.tar", row.tar);
        expect_integrity(plain.failure(), row.words);
        Unpacking package("x.deb", make_ar({{"debian-binary", "2.0\n"}, {"data.tar", row.tar}}));
        expect_integrity(package.failure(), row.words);
    }
}

TEST(HostileCompression, IsNestedInAnother) {
    const std::string tar = make_tar({file_entry("a", "x")}, Compression::gzip);
    for (const Compression outer : {Compression::gzip, Compression::bzip2, Compression::xz}) {
        Unpacking unpacking("x.tar", make_compressed(tar, outer));
        expect_integrity(unpacking.failure(), "archive x.tar: ");
    }
}

TEST(HostileCompression, IsDamagedInTheMiddle) {
    const std::vector<ArchiveEntry> entries{file_entry("a", incompressible(300'000))};
    // The others have no checksum that is checked; the archive's own digest covers them.
    for (const Compression compression : {Compression::bzip2, Compression::xz}) {
        std::string tar = make_tar(entries, compression);
        char& byte = tar.at(tar.size() / 2);
        byte = static_cast<char>(byte ^ 0x55);
        Unpacking unpacking("x.tar", tar);
        expect_integrity(unpacking.failure(), "archive x.tar: ");
    }
}

TEST(HostileCompression, IsOfAFormatBeforeZstdsFirstRelease) {
    std::string tar = make_tar({file_entry("a", "x")}, Compression::zstd);
    const std::string frame = tar;
    for (const char first : {'\x22', '\x23', '\x24', '\x25', '\x26', '\x27'}) {
        std::string old = frame;
        old[0] = first;
        Unpacking alone("x.tar", old);
        expect_integrity(alone.failure(), "archive x.tar: ");
        const std::string skippable("\x50\x2A\x4D\x18\0\0\0\0", 8);
        Unpacking second("x.tar", skippable + old);
        expect_integrity(second.failure(), "archive x.tar: its compressed data is damaged");
    }
}

TEST(HostileWheel, HoldsMoreThanStoredAndDeflatedMembers) {
    const std::string zip = make_zip({file_entry("a", "text")});
    struct Row {
        unsigned method;
        const char* name;
    };
    const Row rows[] = {
        {9, "deflate"}, {12, "bzip"}, {14, "lzma"}, {93, "zstd"}, {95, "xz"}, {98, "ppmd"}};
    for (const Row& row : rows) {
        Unpacking unpacking("x.whl", with_zip_method(zip, row.method));
        expect_integrity(unpacking.failure(), "entry a: it is compressed in a way that");
    }
}

/// A wheel whose directory has `count` entries for its one member.
std::string wheel_of_many_names(std::size_t count) {
    const std::string zip = make_zip({file_entry("a", "text")});
    const std::size_t directory = zip.find("PK\x01\x02");
    const std::size_t end = zip.find("PK\x05\x06");
    const std::string entry = zip.substr(directory, end - directory);
    std::string many = zip.substr(0, directory);
    for (std::size_t i = 0; i < count; ++i) many += entry;
    std::string tail = zip.substr(end);
    const std::size_t size = count * entry.size();
    for (std::size_t i = 0; i < 4; ++i) {
        tail.at(12 + i) = static_cast<char>((size >> (8 * i)) & 0xFFU);
    }
    return many + tail;
}

TEST(HostileWheel, HasADirectoryThatFillsTheMemory) {
    Unpacking unpacking("x.whl", wheel_of_many_names(200'000));
    expect_integrity(unpacking.failure(), "its list of members is larger than 8 MiB");
}

/// GNU's old form of a sparse file, whose map of holes goes on for `blocks` blocks.
std::string tar_of_many_holes(std::size_t blocks) {
    constexpr std::size_t block_size = 512;
    constexpr std::size_t type = 156;
    constexpr std::size_t magic = 257;
    constexpr std::size_t map = 386;
    constexpr std::size_t is_continued = 482;
    const std::string hole(
        "00000000000\0"
        "00000000000\0",
        24);
    std::string tar = make_tar({file_entry("a", "")}, Compression::none).substr(0, block_size);
    tar[type] = 'S';
    tar.replace(magic, 8, "ustar  ", 8);
    for (std::size_t i = 0; i < 4; ++i) tar.replace(map + i * hole.size(), hole.size(), hole);
    tar[is_continued] = 1;
    unsigned sum = 0;
    for (std::size_t i = 0; i < block_size; ++i) {
        sum += i >= 148 && i < 156 ? ' ' : static_cast<unsigned char>(tar[i]);
    }
    std::snprintf(&tar[148], 8, "%06o", sum);  // NOLINT(cert-err33-c): six digits fit
    std::string more;
    for (std::size_t i = 0; i < 21; ++i) more += hole;
    more += '\1';
    more.resize(block_size);
    for (std::size_t i = 0; i < blocks; ++i) tar += more;
    return tar;
}

TEST(HostileTarHeader, GoesOnAndOn) {
    const std::string tar = tar_of_many_holes(10'000);
    for (const Compression compression : {Compression::none, Compression::gzip, Compression::xz}) {
        Unpacking unpacking("x.tar", make_compressed(tar, compression));
        expect_integrity(unpacking.failure(), "archive x.tar: its header is larger than 2 MiB");
    }
}

TEST(Limits, BoundTheEntries) {
    Unpacking unpacking(
        "x.tar.xz",
        make_tar({directory_entry("a"), symlink_entry("b", "c"), file_entry("c", "x")}));
    unpacking.request.limits.max_entries = 2;
    expect_integrity(unpacking.failure(), "entry c: the archive has more than 2 entries");
}

TEST(Limits, CountTheDirectoriesThatNamesImply) {
    Unpacking unpacking("x.tar.xz",
                        make_tar({file_entry("a/b/c/d/e", "x"), file_entry("f/g/h/i/j", "x")}));
    unpacking.request.limits.max_entries = 9;
    expect_integrity(unpacking.failure(), "the archive has more than 9 entries");
}

TEST(Limits, CountTheDirectoriesOfLinksToo) {
    Unpacking unpacking("x.tar.xz",
                        make_tar({symlink_entry("a/b/c/d/e", "f"), file_entry("f", "")}));
    unpacking.request.limits.max_entries = 5;
    expect_integrity(unpacking.failure(), "the archive has more than 5 entries");
}

TEST(Limits, BoundWhatIsRememberedOfNames) {
    const std::string name(50, 'x');
    for (const ArchiveEntry& second : {file_entry("b" + name, "x"),
                                       symlink_entry("b", "c" + name),
                                       hard_link_entry("b" + name, name)}) {
        Unpacking unpacking("x.tar.xz", make_tar({file_entry(name, "x"), second}));
        unpacking.request.limits.max_names = 130;
        expect_integrity(unpacking.failure(), "the names in the archive take more than 130 bytes");
    }
}

TEST(Limits, CountCopiesOfHardLinks) {
    Unpacking unpacking("x.tar.xz",
                        make_tar({file_entry("a", std::string(1000, 'x')),
                                  hard_link_entry("b", "a"),
                                  hard_link_entry("c", "a")}),
                        [](const std::string& entry) -> std::optional<Placement> {
                            return Placement{
                                .part = entry == "a" ? 0U : 1U, .path = entry, .mode = {}};
                        });
    unpacking.request.parts.push_back(unpacking.make_part("other"));
    unpacking.request.limits.max_bytes = 2500;
    expect_integrity(unpacking.failure(), "entry c: the archive unpacks to more than 2.5");
}

TEST(Limits, KeepAReserveOfSpaceFree) {
    Unpacking unpacking("x.tar.xz", make_tar({file_entry("a", "x")}));
    unpacking.request.limits.reserve = {{~std::uint64_t{0}}, 100};
    const Error error = unpacking.failure();
    EXPECT_EQ(error.kind(), ErrorKind::io);
    EXPECT_THAT(error.message(), HasSubstr("x.tar.xz"));
    EXPECT_THAT(error.message(), HasSubstr((unpacking / "out").string()));
    EXPECT_THAT(error.hint(), HasSubstr("free some space"));
    EXPECT_FALSE(unpacking.exists("a"));
}

TEST(Limits, AreNotReachedByTheReserveOfASmallFileSystem) {
    Unpacking unpacking("x.tar.xz", make_tar({file_entry("a", "x")}));
    unpacking.request.limits.reserve = {{~std::uint64_t{0}}, 0};
    EXPECT_EQ(unpacking.run().files, 1U);
}

/// The most that this process had in memory since it was last reset; 0 where that cannot be asked.
std::uint64_t peak_memory() {
    const std::string status = read_file_text("/proc/self/status");
    const std::size_t line = status.find("VmHWM:");
    return line == std::string::npos ? 0 : std::stoull(status.substr(line + 6)) << 10U;
}

bool reset_peak_memory() {
    std::ofstream stream("/proc/self/clear_refs");
    stream << "5" << std::flush;
    return stream.good();
}

/// A sanitizer keeps what was freed, and notes of its own.
constexpr bool has_sanitizer() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return true;
#elif defined(__has_feature)
    return __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
    return false;
#endif
}

TEST(Limits, KeepAnArchivesMemoryWithinAnEighthOfAGibibyte) {
    std::vector<ArchiveEntry> entries{file_entry("window", std::string(66U << 20U, '\0'))};
    const std::string name(38, 'n');
    for (int i = 0; i < 99'000; ++i)
        entries.push_back(symlink_entry(name + std::to_string(i), name));
    const std::string tar = with_xz_dictionary(make_tar(entries), 28);
    entries.clear();
    Unpacking unpacking("x.tar.xz", tar);
    unpacking.request.parts = {""};  // only the books are kept
    ::malloc_trim(0);                // what building it took is not to be used again
    if (has_sanitizer() || !reset_peak_memory()) GTEST_SKIP() << "the peak cannot be measured here";
    const std::uint64_t before = peak_memory();
    unpacking.run();
    EXPECT_LT(peak_memory() - before, 120U << 20U);
}

TEST(Limits, BoundThePath) {
    Unpacking unpacking("x.tar.xz", make_tar({file_entry("abc/def", "x")}));
    unpacking.request.limits.max_path = 6;
    expect_integrity(unpacking.failure(), "its name is longer than 6 bytes");

    Unpacking link("x.tar.xz", make_tar({symlink_entry("abc", "abc/def")}));
    link.request.limits.max_path = 6;
    expect_integrity(link.failure(), "its target is longer than 6 bytes");
}

}  // namespace
}  // namespace cudaenv::archive
