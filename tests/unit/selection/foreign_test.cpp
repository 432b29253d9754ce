// SPDX-License-Identifier: Apache-2.0
// Files of another user where everybody may write. Only root can make them.
#include "support/temp_dir.hpp"

#include <cudaenv/selection/foreign.hpp>
#include <cudaenv/selection/selection.hpp>
#include <cudaenv/selection/settings.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <unistd.h>

namespace cudaenv::selection {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr uid_t kOther = 12345;

TEST(SafeDirectories, AreThoseOfTheConfigurationInEveryForm) {
    const test::TempDir dir;
    const fs::path file = dir / "config.yaml";
    for (const char* text : {"safe_directories: /safe/a:/safe/b\n",
                             "safe_directories: '/safe/a::/safe/b:'\n",
                             "safe_directories: [/safe/a, /safe/b]\n",
                             "safe_directories:\n  - /safe/a\n  - '/safe/b'\n"}) {
        replace_file(file, text);
        const Environment none;
        const SafeDirectories safe(none, file);
        EXPECT_TRUE(safe.contain("/safe/a")) << text;
        EXPECT_TRUE(safe.contain("/safe/b")) << text;
        EXPECT_FALSE(safe.contain("/safe")) << text;
    }
}

TEST(SafeDirectories, OfAListAreNotSeveralInOneEntry) {
    const test::TempDir dir;
    const fs::path file = dir / "config.yaml";
    for (const char* text : {"safe_directories: [/safe/a:*]\n",
                             "safe_directories: [\"/safe/a:/safe/b\"]\n",
                             "safe_directories:\n  - /safe/a:/safe/b\n",
                             "safe_directories: [\"/safe/x, *\", '/safe/b, /safe/a']\n"}) {
        replace_file(file, text);
        const Environment none;
        const SafeDirectories safe(none, file);
        EXPECT_FALSE(safe.contain("/safe/a")) << text;
        EXPECT_FALSE(safe.contain("/safe/b")) << text;
    }
}

class ForeignFile : public testing::Test {
 protected:
    void SetUp() override {
        if (::geteuid() != 0) GTEST_SKIP() << "only root can give files to another user";
        fs::create_directory(shared_);
        fs::create_directory(project_);
        open_to_all(shared_);
    }

    static void open_to_all(const fs::path& directory) {
        fs::permissions(directory, fs::perms::all | fs::perms::sticky_bit);
    }
    static void give_away(const fs::path& file) {
        ASSERT_EQ(::lchown(file.c_str(), kOther, kOther), 0);
    }
    void write_foreign(const fs::path& file, const std::string& text) const {
        replace_file(file, text);
        give_away(file);
    }
    [[nodiscard]] bool is_foreign_here(const fs::path& file) const {
        return is_foreign(file, SafeDirectories(environment_, layout_.config_file()));
    }
    [[nodiscard]] Selection select_here() const {
        return select({std::nullopt, project_}, environment_, layout_);
    }

    test::TempDir dir_;
    store::Layout layout_{dir_ / "root", dir_ / "cache", dir_ / "config"};
    fs::path shared_ = dir_ / "shared";
    fs::path project_ = dir_ / "shared/project";
    Environment environment_{{{"HOME", (dir_ / "home").string()}}};
};

TEST_F(ForeignFile, IsOneOfAnotherUserWhereEverybodyMayWrite) {
    const fs::path file = shared_ / "file";
    EXPECT_FALSE(is_foreign_here(file)) << "nothing";
    replace_file(file, "12\n");
    EXPECT_FALSE(is_foreign_here(file)) << "ours";
    give_away(file);
    EXPECT_TRUE(is_foreign_here(file));
    fs::permissions(shared_, fs::perms{0775});
    EXPECT_FALSE(is_foreign_here(file)) << "a directory that a group shares";
}

TEST_F(ForeignFile, IsAlsoALinkOfAnotherUserAndALinkToWhatIsAnotherUsers) {
    replace_file(dir_ / "ours", "12\n");
    fs::create_symlink(dir_ / "ours", shared_ / "theirs");
    give_away(shared_ / "theirs");
    EXPECT_TRUE(is_foreign_here(shared_ / "theirs"));
    write_foreign(dir_ / "not-ours", "12\n");
    fs::create_symlink(dir_ / "not-ours", shared_ / "ours");
    EXPECT_TRUE(is_foreign_here(shared_ / "ours"));
}

TEST_F(ForeignFile, IsPassedOverAsAPinAndNamed) {
    replace_file(dir_ / ".cudaenv", "11.2\n");
    write_foreign(shared_ / ".cudaenv", "12.4\n");
    const Selection selection = select_here();
    EXPECT_EQ(selection.origin.where, (dir_ / ".cudaenv").string());
    EXPECT_THAT(selection.not_followed, ElementsAre(shared_ / ".cudaenv"));
    replace_file(project_ / ".cudaenv", "13\n");
    EXPECT_EQ(select_here().origin.where, (project_ / ".cudaenv").string());
    EXPECT_THAT(select_here().not_followed, IsEmpty());
}

TEST_F(ForeignFile, IsNotEvenReadAsAPin) {
    write_foreign(shared_ / ".cudaenv", "nonsense: \x1b\n");
    write_foreign(shared_ / ".cuda-version", "12.4\n");
    EXPECT_TRUE(select_here().is_system);
    EXPECT_THAT(select_here().not_followed,
                ElementsAre(shared_ / ".cudaenv", shared_ / ".cuda-version"));
}

TEST_F(ForeignFile, IsNotEveryFileOfAnotherUser) {
    write_foreign(project_ / ".cudaenv", "12.4\n");
    EXPECT_EQ(select_here().origin.where, (project_ / ".cudaenv").string())
        << "a directory of somebody's own";
}

TEST_F(ForeignFile, IsFollowedInASafeDirectory) {
    write_foreign(shared_ / ".cudaenv", "12.4\n");
    const std::string shared = shared_.string();
    const std::string above = dir_.path().string();
    struct Row {
        std::string value;
        bool is_safe;
    };
    for (const Row& row : {Row{shared, true},
                           {"/nowhere:" + shared + "/", true},
                           {"*", true},
                           {above + "/*", true},
                           {"/*", true},
                           {shared + "/*", false},
                           {above, false},
                           {project_.string(), false},
                           {shared + "x", false},
                           {"shared", false},
                           {":", false}}) {
        environment_.set("CUDAENV_SAFE_DIRECTORIES", row.value);
        EXPECT_EQ(select_here().not_followed.empty(), row.is_safe) << row.value;
    }
}

TEST_F(ForeignFile, IsFollowedWhereTheConfigurationSaysSo) {
    write_foreign(shared_ / ".cudaenv", "12.4\n");
    replace_file(layout_.config_file(), "safe_directories:\n  - " + shared_.string() + "\n");
    EXPECT_FALSE(select_here().is_system);
    environment_.set("CUDAENV_SAFE_DIRECTORIES", "/nowhere");
    EXPECT_TRUE(select_here().is_system) << "the variable wins";
}

TEST_F(ForeignFile, IsReachedByTheRealNameOfItsDirectory) {
    write_foreign(shared_ / ".cudaenv", "12.4\n");
    fs::create_directory_symlink(shared_, dir_ / "link");
    environment_.set("CUDAENV_SAFE_DIRECTORIES", (dir_ / "link").string());
    EXPECT_FALSE(select_here().is_system);
}

TEST_F(ForeignFile, IsNamedWithTheSettingThatFollowsIt) {
    const Error error = not_followed_error("/tmp/.cudaenv", environment_, layout_);
    EXPECT_EQ(error.message(),
              "/tmp/.cudaenv is not followed: another user owns it, and everybody may write to "
              "/tmp");
    EXPECT_EQ(error.hint(),
              "to follow it all the same, \"safe_directories: [/tmp]\" in " +
                  (dir_ / "config/config.yaml").string());
}

TEST_F(ForeignFile, IsNamedWithASettingThatMeansItsDirectoryOnly) {
    for (const char* directory : {"/tmp/a b",
                                  "/tmp/x, *",
                                  "/tmp/x] #",
                                  "/tmp/\"y\", \"*",
                                  "/tmp/it's",
                                  "/tmp/back\\slash\\",
                                  "/tmp/*x",
                                  "/tmp/\xC3\xA9"}) {
        const fs::path file = fs::path(directory) / ".cudaenv";
        const std::string hint = not_followed_error(file, environment_, layout_).hint();
        const std::size_t begin = hint.find("safe_directories: [\"");
        const std::size_t end = hint.rfind("\" in ");
        ASSERT_TRUE(begin < end && end != std::string::npos) << hint;
        const std::string line = hint.substr(begin, end - begin);
        EXPECT_THAT(YAML::Load(line)["safe_directories"].as<std::vector<std::string>>(),
                    ElementsAre(directory));
        EXPECT_THAT(find_setting(line, "safe_directories")->values, ElementsAre(directory));
    }
}

TEST_F(ForeignFile, IsNamedWithoutASettingWhereNoneMeansItsDirectory) {
    for (const char* directory : {"/tmp/y:*",
                                  "/tmp/y:/",
                                  "/tmp/*",
                                  "/tmp/a\nb",
                                  "/tmp/\x1b[31m",
                                  "/tmp/\xE2\x80\xAEx",
                                  "/tmp/\xFF"}) {
        const fs::path file = fs::path(directory) / ".cudaenv";
        EXPECT_EQ(not_followed_error(file, environment_, layout_).hint(),
                  "no entry of safe_directories can name that directory: move the project "
                  "elsewhere, or give yourself the file with chown");
    }
}

}  // namespace
}  // namespace cudaenv::selection
