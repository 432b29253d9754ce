// SPDX-License-Identifier: Apache-2.0
// Finding Pythons, their pips and the index that pip carries.
#include "config/pip_places.hpp"

#include "support/temp_dir.hpp"

#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::config {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

constexpr const char* kModule = R"(import urllib.parse


class PackageIndex:
    """Represents a Package Index and provides easier access to endpoints"""

    def __init__(self, url: str, file_storage_domain: str) -> None:
        self.url = url


PyPI = PackageIndex("https://index.example/", file_storage_domain="files.example")
TestPyPI = PackageIndex(
    "https://test.index.example/", file_storage_domain="test-files.example"
)
)";

std::string module_for(const std::string& host) {
    return "\nPyPI = PackageIndex(\n    'https://" + host + "/', file_storage_domain='x')\n";
}

class Places : public testing::Test {
 protected:
    /// An executable python3 at `path`.
    void add_python(const fs::path& path) { replace_file(path, "#!/bin/sh\n", 0755); }
    [[nodiscard]] Environment with_path(const fs::path& path) const {
        return Environment({{"PATH", path.string()}});
    }
    [[nodiscard]] std::string found(const std::vector<fs::path>& prefixes) const {
        const auto index = find_default_index(prefixes, directory.path(), read_zip);
        return index ? index->url : "";
    }
    test::TempDir directory;
    ZipReader read_zip;
};

TEST(IndexConstant, IsReadFromPipsSource) {
    EXPECT_EQ(find_index_constant(kModule), "https://index.example/simple/");
    EXPECT_EQ(find_index_constant(module_for("other.example")), "https://other.example/simple/");
    EXPECT_EQ(find_index_constant("\nPyPI = PackageIndex('https://a.example')"),
              "https://a.example/simple/");
}

TEST(IndexConstant, IsAbsentFromOtherText) {
    for (const char* text : {"",
                             "class PackageIndex:\n",
                             "\nPyPI = PackageIndex(",
                             "\nPyPI = PackageIndex(url)",
                             "\nPyPI = PackageIndex(\"ftp://a\")",
                             "\nPyPI = PackageIndex(\"https://a/",
                             "\nTestPyPI = PackageIndex(\"https://a/\")"})
        EXPECT_EQ(find_index_constant(text), std::nullopt) << text;
}

TEST_F(Places, KnowThePrefixOfALinkedPython) {
    add_python(directory / "opt/python/bin/python3.11");
    fs::create_directories(directory / "bin");
    fs::create_symlink(directory / "opt/python/bin/python3.11", directory / "bin/python3");
    EXPECT_THAT(python_prefixes(with_path(directory / "bin")),
                ElementsAre(fs::canonical(directory / "opt/python")));
}

TEST_F(Places, KnowAVirtualEnvironmentAndItsBase) {
    add_python(directory / "base/bin/python3");
    replace_file(directory / "venv/pyvenv.cfg", "");
    fs::create_directories(directory / "venv/bin");
    fs::create_symlink(directory / "base/bin/python3", directory / "venv/bin/python3");
    Environment environment = with_path(directory / "venv/bin");
    environment.set("VIRTUAL_ENV", (directory / "venv").string());
    EXPECT_THAT(python_prefixes(environment),
                ElementsAre(directory / "venv", fs::canonical(directory / "base")));
}

TEST_F(Places, TakeShimsForTheVersionsBesideThem) {
    add_python(directory / "pyenv/shims/python3");
    fs::create_directories(directory / "pyenv/versions/3.11.7");
    fs::create_directories(directory / "pyenv/versions/3.12.1");
    EXPECT_THAT(
        python_prefixes(with_path(directory / "pyenv/shims")),
        ElementsAre(directory / "pyenv/versions/3.12.1", directory / "pyenv/versions/3.11.7"));
}

TEST_F(Places, AreNoneWithoutPython) {
    EXPECT_TRUE(python_prefixes(with_path(directory / "bin")).empty());
}

TEST_F(Places, PreferThePrefixToTheSystem) {
    replace_file(directory / "usr/lib/python3/dist-packages/pip/_internal/models/index.py",
                 module_for("system.example"));
    EXPECT_EQ(found({directory / "own"}), "https://system.example/simple/");
    replace_file(directory / "own/lib/python3.11/site-packages/pip/_internal/models/index.py",
                 module_for("own.example"));
    EXPECT_EQ(found({directory / "own"}), "https://own.example/simple/");
}

TEST_F(Places, LookBelowUsrLocal) {
    const auto file =
        directory / "usr/local/lib/python3.12/dist-packages/pip/_internal/models/index.py";
    replace_file(file, module_for("local.example"));
    const auto index = find_default_index({}, directory.path(), read_zip);
    ASSERT_TRUE(index);
    EXPECT_EQ(index->origin, file.string());
}

TEST_F(Places, ReadBundledWheelsWhenNoPipIsInstalled) {
    const fs::path wheel =
        directory / "own/lib/python3.11/ensurepip/_bundled/pip-23.2.1-py3-none-any.whl";
    replace_file(wheel, "");
    replace_file(directory / "usr/share/python-wheels/pip-23.0.1-py3-none-any.whl", "");
    std::vector<fs::path> asked;
    read_zip = [&](const fs::path& zip, const std::string& member) -> std::optional<std::string> {
        asked.push_back(zip);
        EXPECT_EQ(member, "pip/_internal/models/index.py");
        if (zip == wheel) return std::nullopt;
        return module_for("bundled.example");
    };
    EXPECT_EQ(found({directory / "own"}), "https://bundled.example/simple/");
    EXPECT_THAT(
        asked,
        ElementsAre(wheel, directory / "usr/share/python-wheels/pip-23.0.1-py3-none-any.whl"));
}

TEST_F(Places, MayHoldNothing) {
    EXPECT_EQ(found({directory / "own"}), "");
    read_zip = [](const fs::path&, const std::string&) { return std::nullopt; };
    EXPECT_EQ(found({}), "");
}

}  // namespace
}  // namespace cudaenv::config
