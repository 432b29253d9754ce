// SPDX-License-Identifier: Apache-2.0
// ELF notes of forward-compatibility libraries, made by hand and by objcopy.
#include "machine/compat_library.hpp"

#include "unit/machine/sample_tree.hpp"

#include <cudaenv/sys/process.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <elf.h>

#include <cstdint>
#include <cstring>
#include <limits>

namespace cudaenv::machine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kSection = ".note.cuda.fwd_compatibility";
const std::string kJson =
    R"({"Format":1,"CUDA Version":"12.9","Driver":[535,550,560,565,570,575],"Device":[1,2,7,8]})";

template <typename Value>
void append(std::string& bytes, const Value& value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

std::string note(const std::string& json,
                 const std::string& name = "NVIDIA Corporation",
                 std::size_t alignment = 4) {
    std::string bytes;
    append(bytes, static_cast<std::uint32_t>(name.size() + 1));
    append(bytes, static_cast<std::uint32_t>(json.size()));
    append(bytes, std::uint32_t{1});
    auto padded = name + '\0';
    while (padded.size() % alignment != 0) padded += '\0';
    return bytes + padded + json;
}

/// An ELF file with one section of notes, and the table of names.
struct Elf {
    Elf64_Ehdr header{};
    std::string note_bytes;
    std::array<Elf64_Shdr, 3> sections{};
    std::string names;

    explicit Elf(std::string bytes, std::uint64_t alignment = 4) : note_bytes(std::move(bytes)) {
        names = std::string("\0.shstrtab\0", 11) + kSection + '\0';
        std::memcpy(header.e_ident, ELFMAG, SELFMAG);
        header.e_ident[EI_CLASS] = ELFCLASS64;
        header.e_ident[EI_DATA] = ELFDATA2LSB;
        header.e_shentsize = sizeof(Elf64_Shdr);
        header.e_shnum = 3;
        header.e_shstrndx = 1;
        header.e_shoff = sizeof header + note_bytes.size() + names.size();
        sections[1].sh_name = 1;
        sections[1].sh_type = SHT_STRTAB;
        sections[1].sh_offset = sizeof header + note_bytes.size();
        sections[1].sh_size = names.size();
        sections[2].sh_name = 11;
        sections[2].sh_type = SHT_NOTE;
        sections[2].sh_offset = sizeof header;
        sections[2].sh_size = note_bytes.size();
        sections[2].sh_addralign = alignment;
    }
    [[nodiscard]] std::string bytes() const {
        std::string text;
        append(text, header);
        text += note_bytes + names;
        append(text, sections);
        return text;
    }
};

class CompatLibraries : public ::testing::Test {
 protected:
    void add(const std::string& directory, const std::string& bytes) const {
        tree.write(directory + "/libcuda.so.575.57.08", bytes);
        tree.link(directory + "/libcuda.so.1", "libcuda.so.575.57.08");
    }
    [[nodiscard]] std::vector<CompatLibrary> found() const {
        return find_compat_libraries(tree / "");
    }
    const SampleTree tree{};  // clang wants the braces
};

TEST_F(CompatLibraries, SayWhatTheyAdmit) {
    add("usr/local/cuda-12.9/compat", Elf(note(kJson)).bytes());
    tree.link("usr/local/cuda", "cuda-12.9");
    const auto libraries = found();
    ASSERT_THAT(libraries, SizeIs(1));
    EXPECT_EQ(libraries[0].path, tree / "usr/local/cuda-12.9/compat/libcuda.so.575.57.08");
    EXPECT_EQ(libraries[0].cuda.text(), "12.9");
    EXPECT_THAT(libraries[0].branches, ElementsAre(535, 550, 560, 565, 570, 575));
}

TEST_F(CompatLibraries, AreAlignedAsTheirSectionSays) {
    add("usr/local/cuda-12.8/compat", Elf(note(kJson, "NVIDIA Corporation", 8), 8).bytes());
    ASSERT_THAT(found(), SizeIs(1));
    EXPECT_EQ(found()[0].cuda.text(), "12.9");
}

TEST_F(CompatLibraries, WithoutANoteAreKnownByTheirDirectory) {
    add("usr/local/cuda-11.8/compat", "not even ELF");
    add("usr/local/cuda-12.1/compat", Elf(note(kJson, "GNU")).bytes());
    add("usr/local/cuda-nightly/compat", "what is this");
    const auto libraries = found();
    ASSERT_THAT(libraries, SizeIs(2));
    EXPECT_EQ(libraries[0].cuda.text(), "12.1");
    EXPECT_THAT(libraries[0].branches, IsEmpty());
    EXPECT_EQ(libraries[1].cuda.text(), "11.8");
}

TEST_F(CompatLibraries, WithMalformedNotesHaveNone) {
    for (const std::string json : {"",
                                   "{",
                                   "[1]",
                                   R"({"CUDA Version":"12.9"})",
                                   R"({"CUDA Version":12,"Driver":[535]})",
                                   R"({"CUDA Version":"x","Driver":[535]})",
                                   R"({"CUDA Version":"12.9","Driver":[-1]})",
                                   R"({"CUDA Version":"12.9","Driver":"535"})"}) {
        EXPECT_FALSE(parse_compat_note({note(json), 4})) << json;
    }
    EXPECT_FALSE(parse_compat_note({"short", 4}));
    EXPECT_FALSE(parse_compat_note({std::string(12, '\xff'), 4}));
    auto cut = note(kJson);
    cut.resize(cut.size() - 1);
    EXPECT_FALSE(parse_compat_note({cut, 4}));
}

TEST_F(CompatLibraries, SurviveHostileFiles) {
    constexpr auto huge = std::numeric_limits<std::uint64_t>::max();
    const auto expect_none = [&](const Elf& elf, const char* what) {
        tree.write("hostile", elf.bytes());
        EXPECT_FALSE(find_elf_section(tree / "hostile", kSection)) << what;
    };
    Elf elf(note(kJson));
    tree.write("hostile", elf.bytes());
    EXPECT_TRUE(find_elf_section(tree / "hostile", kSection));
    const auto whole = elf.bytes();
    for (std::size_t size = 0; size < whole.size(); size += 7) {
        tree.write("hostile", whole.substr(0, size));
        EXPECT_FALSE(find_elf_section(tree / "hostile", kSection)) << size;
    }
    elf.header.e_shoff = huge;
    expect_none(elf, "section table beyond the file");
    elf = Elf(note(kJson));
    elf.header.e_shnum = 0xffff;
    expect_none(elf, "too many sections");
    elf.header.e_shnum = 0;
    expect_none(elf, "no sections");
    elf = Elf(note(kJson));
    elf.header.e_shstrndx = 9;
    expect_none(elf, "names in no section");
    elf = Elf(note(kJson));
    elf.header.e_ident[EI_CLASS] = ELFCLASS32;
    expect_none(elf, "32 bits");
    elf = Elf(note(kJson));
    elf.sections[2].sh_size = huge;
    expect_none(elf, "endless section");
    elf = Elf(note(kJson));
    elf.sections[2].sh_offset = huge;
    expect_none(elf, "section beyond the file");
    elf = Elf(note(kJson));
    elf.sections[2].sh_name = 0xffffffff;
    expect_none(elf, "name beyond the names");
    elf = Elf(note(kJson));
    elf.sections[2].sh_addralign = huge;
    tree.write("hostile", elf.bytes());
    const auto section = find_elf_section(tree / "hostile", kSection);
    ASSERT_TRUE(section);
    EXPECT_FALSE(parse_compat_note(*section));
}

TEST_F(CompatLibraries, ReadWhatObjcopyWrites) {
    const auto objcopy = find_program("objcopy", "/usr/bin:/usr/local/bin");
    if (!objcopy) GTEST_SKIP() << "no objcopy here";
    tree.write("note", note(kJson));
    const auto library = tree / "usr/local/cuda-12.9/compat/libcuda.so.1";
    std::filesystem::create_directories(library.parent_path());
    const std::string libfake = FAKE_LIBRARIES "/libfake_cuda.so";
    const auto result =
        run_process({objcopy->string(),
                     std::string("--add-section=") + kSection + "=" + (tree / "note").string(),
                     std::string("--set-section-flags=") + kSection + "=readonly",
                     libfake,
                     library.string()},
                    Environment(),
                    std::chrono::seconds(20));
    ASSERT_TRUE(result);
    ASSERT_EQ(result->status, 0) << result->errors;
    const auto section = find_elf_section(library, kSection);
    ASSERT_TRUE(section);
    EXPECT_EQ(section->bytes, note(kJson));
    // objcopy gives it no alignment, so the name's padding is none either.
    EXPECT_EQ(parse_compat_note({section->bytes, 4})->cuda.text(), "12.9");
}

}  // namespace
}  // namespace cudaenv::machine
