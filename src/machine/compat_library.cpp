// SPDX-License-Identifier: Apache-2.0
// Forward-compatibility libraries: where they stand, and what their ELF note says.
#include "machine/compat_library.hpp"

#include <cudaenv/formats/json.hpp>
#include <cudaenv/sys/directories.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <set>

namespace cudaenv::machine {

namespace fs = std::filesystem;

namespace {

constexpr const char* kNoteSection = ".note.cuda.fwd_compatibility";
constexpr std::string_view kNoteName = "NVIDIA Corporation";
constexpr std::size_t kMostBranches = 256;
constexpr std::size_t kLargestDescription = 16U << 10U;

/// As Elf32_Nhdr; 64-bit files have it too.
struct NoteHeader {
    std::uint32_t name_size;
    std::uint32_t description_size;
    std::uint32_t type;
};

std::string_view without_zeros(std::string_view text) {
    return text.substr(0, text.find('\0'));
}

/// The note's description; empty unless its name is NVIDIA's.
std::string_view description_of(const ElfSection& section) {
    const std::string_view bytes = section.bytes;
    NoteHeader header{};
    if (bytes.size() < sizeof header) return {};
    std::memcpy(&header, bytes.data(), sizeof header);
    const std::uint64_t alignment = section.alignment;
    const std::uint64_t name_end =
        sizeof header + (header.name_size + alignment - 1) / alignment * alignment;
    if (name_end > bytes.size() || header.description_size > bytes.size() - name_end) return {};
    if (without_zeros(bytes.substr(sizeof header, header.name_size)) != kNoteName) return {};
    return without_zeros(bytes.substr(name_end, header.description_size));
}

/// libcuda.so.1 of a compat directory, or the numbered file where the link is missing.
std::optional<fs::path> find_libcuda(const fs::path& directory) {
    std::error_code failure;
    const auto linked = fs::canonical(directory / "libcuda.so.1", failure);
    if (!failure) return linked;
    for (const std::string& name : list_directory(directory)) {
        if (!name.starts_with("libcuda.so.")) continue;
        const auto real_path = fs::canonical(directory / name, failure);
        if (!failure) return real_path;
    }
    return std::nullopt;
}

/// "/usr/local/cuda-12.9/compat/…" -> 12.9.
std::optional<Version> version_of_directory(const fs::path& path) {
    constexpr std::string_view stem = "cuda-";
    for (const fs::path& part : path) {
        const auto name = part.string();
        if (!name.starts_with(stem)) continue;
        const auto version = find_version(std::string_view(name).substr(stem.size()));
        if (version && version->numbers().size() >= 2) return version->truncated(2);
    }
    return std::nullopt;
}

std::optional<CompatLibrary> describe(const fs::path& path) {
    const auto section = find_elf_section(path, kNoteSection);
    if (const auto note = section ? parse_compat_note(*section) : std::nullopt) {
        return CompatLibrary{path, note->cuda, note->branches};
    }
    const auto version = version_of_directory(path);
    if (!version) return std::nullopt;
    return CompatLibrary{path, *version, {}};
}

}  // namespace

std::optional<CompatNote> parse_compat_note(const ElfSection& section) {
    const auto read =
        formats::read_json(description_of(section), kNoteSection, {.bytes = kLargestDescription});
    const auto* document = std::get_if<formats::Document>(&read);
    if (document == nullptr || !document->root().is_map()) return std::nullopt;
    const auto cuda = document->root().find("CUDA Version");
    const auto drivers = document->root().find("Driver");
    if (!cuda || cuda->find_text() == nullptr || !drivers || !drivers->is_list())
        return std::nullopt;
    const std::vector<formats::Value> branches = drivers->list();
    auto version = find_version(*cuda->find_text());
    if (!version || branches.size() > kMostBranches) return std::nullopt;
    CompatNote note{*std::move(version), {}};
    for (const formats::Value& branch : branches) {
        const auto number = branch.find_whole();
        if (!number) return std::nullopt;
        note.branches.push_back(static_cast<unsigned>(*number));
    }
    std::sort(note.branches.begin(), note.branches.end());
    return note;
}

std::vector<CompatLibrary> find_compat_libraries(const fs::path& system_root) {
    const fs::path local = system_root / "usr/local";
    std::set<fs::path> paths;
    for (const std::string& name : list_directory(local)) {
        if (!name.starts_with("cuda")) continue;
        if (auto path = find_libcuda(local / name / "compat")) paths.insert(*std::move(path));
    }
    std::vector<CompatLibrary> libraries;
    for (const auto& path : paths) {
        if (auto library = describe(path)) libraries.push_back(*std::move(library));
    }
    std::sort(libraries.begin(), libraries.end(), [](const auto& left, const auto& right) {
        return left.cuda > right.cuda;
    });
    return libraries;
}

}  // namespace cudaenv::machine
