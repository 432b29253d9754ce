// SPDX-License-Identifier: Apache-2.0
// Finds one section of an ELF file. The file may be hostile: every offset is checked, every size
// bounded.
#include "machine/compat_library.hpp"

#include <elf.h>

#include <algorithm>
#include <bit>
#include <fstream>
#include <limits>

namespace cudaenv::machine {

namespace fs = std::filesystem;

namespace {

static_assert(std::endian::native == std::endian::little, "headers are read as they stand");

constexpr std::size_t kMostSections = 4096;
constexpr std::uint64_t kLargestNames = 1U << 20U;
constexpr std::uint64_t kLargestSection = 1U << 16U;
constexpr std::uint64_t kLargestAlignment = 4096;

class ElfFile {
 public:
    explicit ElfFile(const fs::path& path) : stream_(path, std::ios::binary) {}

    /// Exactly `size` bytes at `offset` into `target`.
    [[nodiscard]] bool read(std::uint64_t offset, void* target, std::uint64_t size) {
        constexpr std::uint64_t farthest = std::numeric_limits<std::int64_t>::max() / 2;
        if (offset > farthest || size > farthest) return false;
        stream_.clear();
        stream_.seekg(static_cast<std::streamoff>(offset));
        stream_.read(static_cast<char*>(target), static_cast<std::streamsize>(size));
        return stream_.good();
    }
    [[nodiscard]] std::optional<std::string> read_section(const Elf64_Shdr& section,
                                                          std::uint64_t largest) {
        if (section.sh_type == SHT_NOBITS || section.sh_size > largest) return std::nullopt;
        std::string bytes(section.sh_size, '\0');
        if (!read(section.sh_offset, bytes.data(), bytes.size())) return std::nullopt;
        return bytes;
    }

 private:
    std::ifstream stream_;
};

bool is_supported(const Elf64_Ehdr& header) {
    return std::equal(ELFMAG, ELFMAG + SELFMAG, std::begin(header.e_ident)) &&
           header.e_ident[EI_CLASS] == ELFCLASS64 && header.e_ident[EI_DATA] == ELFDATA2LSB &&
           header.e_shentsize == sizeof(Elf64_Shdr) && header.e_shnum <= kMostSections &&
           header.e_shstrndx < header.e_shnum;
}

std::string_view name_at(std::string_view names, std::uint64_t offset) {
    if (offset >= names.size()) return {};
    const auto rest = names.substr(offset);
    return rest.substr(0, rest.find('\0'));
}

std::vector<Elf64_Shdr> read_headers(ElfFile& file) {
    Elf64_Ehdr header{};
    if (!file.read(0, &header, sizeof header) || !is_supported(header)) return {};
    std::vector<Elf64_Shdr> sections(header.e_shnum);
    if (!file.read(header.e_shoff, sections.data(), sections.size() * sizeof(Elf64_Shdr)))
        return {};
    // The names' section comes first in the answer: callers need no header.
    std::swap(sections.front(), sections[header.e_shstrndx]);
    return sections;
}

}  // namespace

std::optional<ElfSection> find_elf_section(const fs::path& path, const std::string& name) {
    ElfFile file(path);
    const auto sections = read_headers(file);
    if (sections.empty()) return std::nullopt;
    const auto names = file.read_section(sections.front(), kLargestNames);
    if (!names) return std::nullopt;
    const auto section =
        std::find_if(sections.begin(), sections.end(), [&](const Elf64_Shdr& candidate) {
            return name_at(*names, candidate.sh_name) == name;
        });
    if (section == sections.end()) return std::nullopt;
    auto bytes = file.read_section(*section, kLargestSection);
    if (!bytes) return std::nullopt;
    const auto alignment = std::clamp<std::uint64_t>(section->sh_addralign, 1, kLargestAlignment);
    return ElfSection{*std::move(bytes), alignment};
}

}  // namespace cudaenv::machine
