// SPDX-License-Identifier: Apache-2.0
// What the importers need of Debian's `Packages` indexes.
#include "catalog/upstream/debian_packages.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/number.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/formats/deb822.hpp>

#include <fmt/format.h>

namespace cudaenv::catalog {

namespace {

constexpr std::string_view kGlibcAtLeast = "libc6 (>= ";

/// One package of an index.
class Stanza {
 public:
    Stanza(const formats::Deb822Stanza& fields, const std::string& file)
        : fields_(fields), file_(file) {}

    [[nodiscard]] std::string text(std::string_view field) const { return fields_.text(field); }

    [[nodiscard]] std::string require(std::string_view field) const {
        std::string value = text(field);
        if (value.empty()) fail(fmt::format("the field {} is missing", field));
        return value;
    }

    [[noreturn]] void fail(const std::string& message) const {
        throw Error(ErrorKind::integrity,
                    fmt::format("{}: package \"{}\": {}", file_, text("Package"), message));
    }

 private:
    const formats::Deb822Stanza& fields_;
    const std::string& file_;
};

/// "cub (1.17.2-2)" gives both parts; without the parenthesis the source has the package's version.
std::pair<std::string, std::string> read_source(const Stanza& stanza,
                                                const std::string& name,
                                                const std::string& version) {
    const std::string field = stanza.text("Source");
    if (field.empty()) return {name, version};
    const std::vector<std::string_view> words = split_words(field);
    if (words.size() < 2) return {std::string(words.front()), version};
    std::string_view source_version = words[1];
    if (source_version.starts_with('(')) source_version.remove_prefix(1);
    if (source_version.ends_with(')')) source_version.remove_suffix(1);
    return {std::string(words.front()), std::string(source_version)};
}

DebianPackage read_package(const Stanza& stanza, const std::string& file) {
    DebianPackage package;
    package.name = stanza.require("Package");
    package.version = stanza.require("Version");
    std::tie(package.source, package.source_version) =
        read_source(stanza, package.name, package.version);
    package.depends = stanza.text("Depends");
    package.path = stanza.require("Filename");
    const std::optional<Sha256> digest = find_sha256(stanza.require("SHA256"));
    if (!digest) stanza.fail("the SHA256 is no digest");
    package.sha256 = *digest;
    const auto size = find_number<std::uint64_t>(stanza.require("Size"));
    if (!size) stanza.fail("the Size is no number");
    package.size = {*size};
    package.file = file;
    return package;
}

Platform read_platform(const PackagesIndex& index) {
    // Not Jetson's linux-aarch64, which shares Debian's arm64 with the servers.
    for (const Platform platform :
         {Platform::linux_x86_64, Platform::linux_sbsa, Platform::linux_ppc64le}) {
        if (debian_architecture(platform) == index.architecture) return platform;
    }
    throw Error(ErrorKind::integrity,
                fmt::format("{}: NVIDIA publishes nothing for the architecture \"{}\"",
                            index.file,
                            index.architecture));
}

}  // namespace

DebianSuites read_suites(const std::vector<PackagesIndex>& indexes,
                         const std::function<bool(std::string_view, std::string_view)>& wanted) {
    DebianSuites suites;
    for (const PackagesIndex& index : indexes) {
        DebianPackages& packages = suites[{index.suite, read_platform(index)}];
        formats::Deb822Reader stanzas(index.text);
        while (const auto fields = stanzas.next()) {
            const Stanza stanza(*fields, index.file);
            const std::string name = stanza.text("Package");
            const std::string field = stanza.text("Source");
            const std::string source = field.substr(0, field.find(' '));
            if (!wanted(name, source.empty() ? name : source)) continue;
            if (!packages.emplace(name, read_package(stanza, index.file)).second) {
                stanza.fail(fmt::format("{} lists it twice", index.suite));
            }
        }
    }
    return suites;
}

std::string component_version(std::string_view package_version) {
    std::string_view version = package_version;
    if (const auto epoch = version.find(':'); epoch != std::string_view::npos)
        version.remove_prefix(epoch + 1);
    if (const auto inner = version.find("+~"); inner != std::string_view::npos)
        version.remove_prefix(inner + 2);
    version = version.substr(0, version.find('~'));
    return std::string(version.substr(0, version.rfind('-')));
}

std::optional<Version> required_glibc(std::string_view depends) {
    std::optional<Version> largest;
    for (const std::string_view clause : split(depends, ',')) {
        std::string_view text = trim(clause);
        if (!text.starts_with(kGlibcAtLeast)) continue;
        text.remove_prefix(kGlibcAtLeast.size());
        const std::optional<Version> version = find_version(text.substr(0, text.find(')')));
        if (version && (!largest || *largest < *version)) largest = version;
    }
    return largest;
}

Archive make_archive(const DebianPackage& package, std::string_view component) {
    Archive archive;
    archive.component = component;
    archive.version = component_version(package.version);
    archive.path = package.path;
    archive.sha256 = package.sha256;
    archive.size = package.size;
    return archive;
}

std::vector<Release> import_debian(const std::vector<PackagesIndex>& indexes) {
    const DebianSuites suites =
        read_suites(indexes, [](std::string_view name, std::string_view source) {
            return is_toolkit_package(name, source) || is_compiler_package(name);
        });
    std::vector<Release> releases = debian_toolkits(suites);
    for (Release& compiler : debian_compilers(suites)) releases.push_back(std::move(compiler));
    return releases;
}

}  // namespace cudaenv::catalog
