// SPDX-License-Identifier: Apache-2.0
// Every way in which an archive may be bad is refused, and nothing lands outside.
#include "unit/archive/unpacking.hpp"

#include <cudaenv/archive/unpack.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
        {"ControlCharacters", {file_entry("/\x1B[2J", "1")}, "entry /\x1b[2J: its name is absolute"},
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

TEST(Limits, BoundTheEntries) {
    Unpacking unpacking(
        "x.tar.xz",
        make_tar({directory_entry("a"), symlink_entry("b", "c"), file_entry("c", "x")}));
    unpacking.request.limits.max_entries = 2;
    expect_integrity(unpacking.failure(), "entry c: the archive has more than 2 entries");
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
