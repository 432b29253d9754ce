// SPDX-License-Identifier: Apache-2.0
// Debian's indexes: which packages make up a toolkit and a compiler; the stanzas are cut from real
// ones.
#include "catalog/upstream/debian_packages.hpp"
#include "support/expect_error.hpp"

#include <cudaenv/catalog/upstream/import.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace cudaenv::catalog {
namespace {

/// A stanza as in an index, with a digest made from the package's name.
std::string stanza(const std::string& package,
                   const std::string& version,
                   const std::string& source = "",
                   const std::string& depends = "libc6 (>= 2.14)") {
    static std::map<std::string, int> numbers;
    const int number = numbers.emplace(package, static_cast<int>(numbers.size())).first->second;
    std::string digest = std::to_string(number);
    digest.insert(0, 64 - digest.size(), '0');
    std::string text = "Package: " + package + "\n";
    if (!source.empty()) text += "Source: " + source + "\n";
    text += "Version: " + version +
            "\nInstalled-Size: 100\nArchitecture: amd64\nDepends: " + depends +
            "\nDescription: something\nFilename: pool/" + package + "_" + version +
            ".deb\nSize: 1234\nMD5sum: 00\nSHA256: " + digest + "\n\n";
    return text;
}

const std::string kSource = "nvidia-cuda-toolkit (11.8.0-5~deb12u1)";

std::string toolkit_stanzas() {
    return stanza("nvidia-cuda-toolkit", "11.8.89~11.8.0-5~deb12u1", kSource) +
           stanza("nvidia-cuda-dev",
                  "11.8.89~11.8.0-5~deb12u1",
                  kSource,
                  "libcuda1 (>= 520), libthrust-dev") +
           stanza("libcudart11.0", "11.8.89~11.8.0-5~deb12u1", kSource) +
           stanza("libcurand10", "11.1.1+~10.3.0.86~11.8.0-5~deb12u1", kSource) +
           stanza("libnvrtc-builtins11.8", "11.8.89~11.8.0-5~deb12u1", kSource) +
           stanza("libcuinj64-11.8", "11.8.87~11.8.0-5~deb12u1", kSource) +
           stanza("libnvvm4", "11.8.89~11.8.0-5~deb12u1", kSource) +
           stanza("libcupti-doc", "11.8.87~11.8.0-5~deb12u1", kSource) +
           stanza("nvidia-openjdk-8-jre", "9.+8u372-ga-1~11.8.0-5~deb12u1", kSource) +
           stanza("nvidia-visual-profiler", "11.8.87~11.8.0-5~deb12u1", kSource) +
           stanza("gcc-12-locales", "12.2.0-14") + stanza("bash", "5.2.15-2");
}

std::string cccl_stanzas() {
    return stanza("libthrust-dev", "1.17.2-2", "libthrust", "") +
           stanza("libcub-dev", "1.17.2-2", "cub", "") +
           stanza("libcu++-dev", "1.8.1-2", "libcudacxx", "");
}

std::map<std::string, std::string> versions_by_component(const Release& release,
                                                         Platform platform) {
    std::map<std::string, std::string> versions;
    for (const Archive& archive : release.offers.at(0).archives.at(platform)) {
        versions[archive.component] +=
            (versions[archive.component].empty() ? "" : " ") + archive.version;
    }
    return versions;
}

TEST(ImportDebian, MakesAToolkitOfMainAndNonFree) {
    const std::vector<Release> releases =
        import_debian({{"bookworm", "amd64", toolkit_stanzas(), "non-free"},
                       {"bookworm", "amd64", cccl_stanzas(), "main"}});
    ASSERT_EQ(releases.size(), 1U);
    const Release& release = releases[0];
    EXPECT_EQ(release.product, Product::cuda);
    EXPECT_EQ(release.version.text(), "11.8.0");
    EXPECT_EQ(release.offers.at(0).source, SourceName::debian);
    EXPECT_EQ(release.offers.at(0).provides, Provides::toolkit);
    EXPECT_FALSE(release.min_glibc.has_value());
    EXPECT_EQ(versions_by_component(release, Platform::linux_x86_64),
              (std::map<std::string, std::string>{{"cuda_cccl", "1.8.1 1.17.2 1.17.2"},
                                                  {"cuda_cudart", "11.8.89"},
                                                  {"cuda_dev", "11.8.89"},
                                                  {"cuda_nvcc", "11.8.89"},
                                                  {"cuda_nvprof", "11.8.87"},
                                                  {"cuda_nvrtc", "11.8.89"},
                                                  {"libcurand", "10.3.0.86"},
                                                  {"libnvvm", "11.8.89"}}));
    const Archive& archive = release.offers[0].archives.at(Platform::linux_x86_64)[0];
    EXPECT_EQ(archive.path, "pool/libcu++-dev_1.8.1-2.deb");
    EXPECT_EQ(archive.size->value, 1234U);
}

TEST(ImportDebian, PutsArchitecturesTogether) {
    const std::vector<Release> releases =
        import_debian({{"bookworm", "arm64", toolkit_stanzas() + cccl_stanzas(), "a"},
                       {"bookworm", "ppc64el", toolkit_stanzas() + cccl_stanzas(), "p"},
                       {"trixie", "amd64", stanza("bash", "5.2"), "t"}});
    ASSERT_EQ(releases.size(), 1U);
    EXPECT_TRUE(releases[0].offers[0].archives.contains(Platform::linux_sbsa));
    EXPECT_TRUE(releases[0].offers[0].archives.contains(Platform::linux_ppc64le));
    EXPECT_EQ(releases[0].offers[0].archives.size(), 2U);
}

TEST(ImportDebian, SaysWhichPackageOfAToolkitIsMissing) {
    test::expect_error(ErrorKind::integrity, "libcub-dev is in no index", [] {
        static_cast<void>(import_debian({{"bookworm", "amd64", toolkit_stanzas(), "non-free"}}));
    });
}

TEST(ImportDebian, RefusesAPackageItHasNeverHeardOf) {
    const std::string text =
        toolkit_stanzas() + cccl_stanzas() + stanza("libnvsurprise1", "1~11.8.0-5", kSource);
    test::expect_error(
        ErrorKind::integrity,
        "\"libnvsurprise1\" of nvidia-cuda-toolkit is of no known component",
        [&] {
            static_cast<void>(import_debian({{"bookworm", "amd64", text, "non-free"}}));
        });
}

TEST(ImportDebian, RefusesTwoSuitesWithOneToolkit) {
    const std::string text = toolkit_stanzas() + cccl_stanzas();
    test::expect_error(ErrorKind::integrity, "another suite has the same toolkit", [&] {
        static_cast<void>(
            import_debian({{"bookworm", "amd64", text, "b"}, {"trixie", "amd64", text, "t"}}));
    });
}

TEST(ImportDebian, RefusesAPackageListedTwice) {
    const std::string text = stanza("libgmp10", "2:6.2.1-1") + stanza("libgmp10", "2:6.2.1-2");
    test::expect_error(
        ErrorKind::integrity, "p: package \"libgmp10\": bookworm lists it twice", [&] {
            static_cast<void>(import_debian({{"bookworm", "amd64", text, "p"}}));
        });
}

TEST(ImportDebian, NamesAMissingField) {
    const std::string text =
        "Package: libgmp10\nVersion: 2:6.2.1-1\nFilename: pool/g.deb\nSize: 1\n";
    test::expect_error(
        ErrorKind::integrity, "p: package \"libgmp10\": the field SHA256 is missing", [&] {
            static_cast<void>(import_debian({{"bookworm", "amd64", text, "p"}}));
        });
}

TEST(ImportDebian, RefusesAnUnknownArchitecture) {
    test::expect_error(ErrorKind::integrity, "architecture \"riscv64\"", [] {
        static_cast<void>(import_debian({{"bookworm", "riscv64", "", "p"}}));
    });
}

std::string support_stanzas(const std::string& loaded_needs) {
    return stanza("libgmp10", "2:6.2.1+dfsg1-1.1", "gmp") +
           stanza("libisl23", "0.25-1.1", "isl", "libc6 (>= " + loaded_needs + ")") +
           stanza("libmpc3", "1.3.1-1", "mpclib3") + stanza("libmpfr6", "4.2.0-1", "mpfr4") +
           stanza("libgcc-s1", "12.2.0-14+deb12u1", "gcc-12 (12.2.0-14)", "libc6 (>= 2.35)") +
           stanza("libgomp1", "12.2.0-14+deb12u1", "gcc-12", "libc6 (>= 2.34)") +
           stanza("libstdc++6", "12.2.0-14+deb12u1", "gcc-12", "libc6 (>= 2.36)") +
           stanza("libasan6", "11.3.0-12", "gcc-11") + stanza("zlib1g", "1:1.2.13.dfsg-1", "zlib") +
           stanza("libzstd1", "1.5.4+dfsg2-5", "libzstd") +
           stanza("gcc-11-base", "11.3.0-12", "gcc-11", "");
}

std::string gcc11_stanzas() {
    return stanza("cpp-11",
                  "11.3.0-12",
                  "gcc-11",
                  "gcc-11-base (= 11.3.0-12), libc6 (>= 2.34), libgmp10 (>= 2:6.2.1)") +
           stanza("gcc-11", "11.3.0-12", "", "libc6 (>= 2.34), binutils (>= 2.40)") +
           stanza("g++-11", "11.3.0-12", "gcc-11", "libc6 (>= 2.34)") +
           stanza("libgcc-11-dev", "11.3.0-12", "gcc-11") +
           stanza("libstdc++-11-dev", "11.3.0-12", "gcc-11", "libc6-dev (>= 2.99)");
}

std::vector<std::string> file_names(const Release& release, Platform platform) {
    std::vector<std::string> names;
    for (const Archive& archive : release.offers.at(0).archives.at(platform)) {
        names.push_back(archive.file_name().substr(0, archive.file_name().find('_')));
    }
    return names;
}

TEST(ImportDebian, MakesACompilerWithItsSupport) {
    const std::vector<Release> releases = import_debian(
        {{"bookworm",
          "amd64",
          gcc11_stanzas() + support_stanzas("2.33") + stanza("libquadmath0", "12.2.0-14", "gcc-12"),
          "main"}});
    ASSERT_EQ(releases.size(), 1U);
    EXPECT_EQ(releases[0].product, Product::gcc);
    EXPECT_EQ(releases[0].version.text(), "11.3.0");
    EXPECT_EQ(releases[0].offers.at(0).provides, Provides::compiler);
    EXPECT_THAT(file_names(releases[0], Platform::linux_x86_64),
                testing::UnorderedElementsAre("cpp-11",
                                              "g++-11",
                                              "gcc-11",
                                              "gcc-11-base",
                                              "libgcc-11-dev",
                                              "libstdc++-11-dev",
                                              "libgmp10",
                                              "libisl23",
                                              "libmpc3",
                                              "libmpfr6",
                                              "libgcc-s1",
                                              "libgomp1",
                                              "libstdc++6",
                                              "libquadmath0"));
    EXPECT_EQ(releases[0].offers[0].archives.at(Platform::linux_x86_64)[0].component, "gcc");
}

TEST(ImportDebian, TakesTheCompilersGlibcFromWhatItLoadsNotFromWhatItLinks) {
    const auto glibc = [](const std::string& loaded_needs) {
        const std::string text = gcc11_stanzas() + support_stanzas(loaded_needs);
        return import_debian({{"bookworm", "amd64", text, "main"}}).at(0).min_glibc->text();
    };
    EXPECT_EQ(glibc("2.33"), "2.34");
    EXPECT_EQ(glibc("2.35"), "2.35");
}

TEST(ImportDebian, TakesEachCompilerFromOneSuiteOnly) {
    EXPECT_TRUE(
        import_debian({{"trixie", "amd64", gcc11_stanzas() + support_stanzas("2.33"), "main"}})
            .empty());
}

TEST(ImportDebian, TakesTheProgramsNamedAfterTheTarget) {
    const std::string target = "-13-aarch64-linux-gnu";
    std::string text = support_stanzas("2.38");
    for (const std::string program : {"cpp", "gcc", "g++"}) {
        text += stanza(program + "-13", "13.3.0-16", "gcc-13") +
                stanza(program + target, "13.3.0-16", "gcc-13");
        text += stanza(program + "-13-x86-64-linux-gnu", "13.3.0-16", "gcc-13-cross");
    }
    text += stanza("gcc-13-base", "13.3.0-16", "gcc-13") +
            stanza("libgcc-13-dev", "13.3.0-16", "gcc-13") +
            stanza("libstdc++-13-dev", "13.3.0-16", "gcc-13");
    const std::vector<Release> releases = import_debian({{"trixie", "arm64", text, "main"}});
    ASSERT_EQ(releases.size(), 1U);
    const std::vector<std::string> names = file_names(releases[0], Platform::linux_sbsa);
    EXPECT_THAT(names,
                testing::IsSupersetOf(
                    {"cpp" + target, "gcc" + target, "g++" + target, std::string("gcc-13-base")}));
    EXPECT_EQ(names.size(), 16U);
}

TEST(ImportDebian, SaysWhatACompilerLacks) {
    test::expect_error(ErrorKind::integrity, "main: gcc-11 needs libgmp10", [] {
        static_cast<void>(import_debian(
            {{"bookworm", "amd64", gcc11_stanzas() + stanza("gcc-11-base", "11.3.0-12"), "main"}}));
    });
}

TEST(ComponentVersion, IsCutOutOfAPackageVersion) {
    const std::pair<const char*, const char*> rows[] = {
        {"11.2.152~11.2.2-3+deb11u3", "11.2.152"},
        {"11.1.1+~10.3.0.86~11.8.0-5~deb12u1", "10.3.0.86"},
        {"11.2.2-3+deb11u3", "11.2.2"},
        {"12.4.1-2~deb13u1", "12.4.1"},
        {"2:6.2.1+dfsg1-1.1", "6.2.1+dfsg1"},
        {"10.2.1-6", "10.2.1"},
    };
    for (const auto& [package, component] : rows)
        EXPECT_EQ(component_version(package), component) << package;
}

TEST(RequiredGlibc, IsTheLargestNamed) {
    EXPECT_EQ(required_glibc("libc6 (>= 2.4), libc6 (>= 2.34), libfoo (>= 9)")->text(), "2.34");
    EXPECT_FALSE(required_glibc("libc6-dev (>= 2.40), libc6").has_value());
}

}  // namespace
}  // namespace cudaenv::catalog
