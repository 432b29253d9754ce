// SPDX-License-Identifier: Apache-2.0
// The lock as text: the same bytes each time, and nothing else accepted.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/own_names.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/lock/lock.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <algorithm>

namespace cudaenv::lock {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string kText = R"({
  "schema": 1,
  "catalogue": 7,
  "pin": {"cuda":"12.4","cudnn":"9"},
  "profile": "default",
  "host_compiler": "auto",
  "releases": [
    {
      "product": "cuda",
      "version": "12.4.1",
      "archives": [
        {"platform":"linux-sbsa","source":"redist","provides":"toolkit","component":"cuda_nvcc","version":"12.4.131","path":"cuda_nvcc/linux-sbsa/nvcc.tar.xz","sha256":"1111111111111111111111111111111111111111111111111111111111111111","size":5},
        {"platform":"linux-x86_64","source":"redist","provides":"toolkit","component":"cuda_nvcc","version":"12.4.131","path":"cuda_nvcc/linux-x86_64/nvcc.tar.xz","sha256":"2222222222222222222222222222222222222222222222222222222222222222","size":6}
      ]
    },
    {
      "product": "cudnn",
      "version": "9.1.1.17",
      "archives": [
        {"platform":"linux-x86_64","source":"redist","provides":"library","component":"cudnn","version":"9.1.1.17","path":"cudnn/linux-x86_64/cudnn.tar.xz","sha256":"3333333333333333333333333333333333333333333333333333333333333333","variant":"cuda12"}
      ]
    },
    {
      "product": "gcc",
      "version": "10.2.1",
      "min_glibc": "2.29",
      "archives": [
        {"platform":"linux-x86_64","source":"debian","provides":"compiler","component":"gcc","version":"10.2.1-6","path":"pool/main/g/gcc-10/g++-10_10.2.1-6_amd64.deb","sha256":"4444444444444444444444444444444444444444444444444444444444444444","size":7}
      ]
    }
  ]
}
)";

TEST(LockText, IsReadAndWrittenByteForByte) {
    EXPECT_EQ(render_lock(parse_lock(kText, "x")), kText);
}

TEST(LockText, DoesNotDependOnTheOrderOfItsParts) {
    Lock lock = parse_lock(kText, "x");
    std::reverse(lock.releases.begin(), lock.releases.end());
    EXPECT_EQ(render_lock(lock), kText);
}

TEST(LockText, NamesTheArchivesOfAPlatformInOneOrder) {
    Lock lock = parse_lock(kText, "x");
    const std::string lines = archive_lines(lock, Platform::linux_x86_64);
    EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 3);
    EXPECT_EQ(lines.find("sbsa"), std::string::npos);
    std::reverse(lock.releases.begin(), lock.releases.end());
    EXPECT_EQ(archive_lines(lock, Platform::linux_x86_64), lines);
    EXPECT_NE(archive_lines(lock, Platform::linux_sbsa), lines);
    lock.releases.back().offers[0].archives[Platform::linux_x86_64][0].sha256 = {};
    EXPECT_NE(archive_lines(lock, Platform::linux_x86_64), lines);
}

TEST(LockText, IsReadInTheOrderOfPaths) {
    const std::string last = "\"size\":7}";
    const std::string first =
        R"({"platform":"linux-x86_64","source":"debian","provides":"compiler","component":"cpp",)"
        R"("version":"1","path":"a/cpp.deb","sha256":")" +
        std::string(64, '5') + "\"}";
    const Lock lock = parse_lock(replace_all(kText, last, last + "," + first), "x");
    const auto& archives = lock.find_release(Product::gcc, Platform::linux_x86_64)
                               ->find_offer(SourceName::debian)
                               ->archives.at(Platform::linux_x86_64);
    ASSERT_EQ(archives.size(), 2U);
    EXPECT_EQ(archives[0].component, "cpp");
    EXPECT_EQ(archives[1].component, "gcc");
}

TEST(LockText, TellsWhatAPlatformGets) {
    const Lock lock = parse_lock(kText, "x");
    EXPECT_THAT(lock.platforms(), ElementsAre(Platform::linux_x86_64, Platform::linux_sbsa));
    EXPECT_EQ(lock.find_release(Product::cudnn, Platform::linux_x86_64)->version.text(),
              "9.1.1.17");
    EXPECT_EQ(lock.find_release(Product::cudnn, Platform::linux_sbsa), nullptr);
    EXPECT_EQ(lock.find_release(Product::gcc, Platform::linux_x86_64)->min_glibc->text(), "2.29");
    EXPECT_EQ(lock.profile, Profile::standard);
}

struct BadText {
    const char* name;
    const char* from;
    const char* to;
    const char* words;
};

class BadLock : public testing::TestWithParam<BadText> {};

TEST_P(BadLock, IsRefusedWithFileAndField) {
    const std::string text = replace_all(kText, GetParam().from, GetParam().to);
    ASSERT_NE(text, kText);
    try {
        parse_lock(text, "project/.cudaenv.lock");
        FAIL() << "accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::integrity);
        EXPECT_THAT(error.message(),
                    AllOf(HasSubstr("project/.cudaenv.lock"), HasSubstr(GetParam().words)));
    }
}

INSTANTIATE_TEST_SUITE_P(
    Texts,
    BadLock,
    testing::Values(
        BadText{"NoJson", "\"schema\": 1,", "<<<<<<< ours", "line 2"},
        BadText{"NewerSchema", "\"schema\": 1", "\"schema\": 2", "schema"},
        BadText{"UnknownField", "\"catalogue\"", "\"catalog\"", "no field \"catalogue\""},
        BadText{"MoreFields",
                "\"catalogue\": 7",
                "\"catalogue\": 7, \"written\": 3",
                "unknown field \"written\""},
        BadText{"NoPin", "\"cuda\":\"12.4\",", "", "pin has no field \"cuda\""},
        BadText{"OddProfile", "\"default\"", "\"huge\"", "\"profile\""},
        BadText{"OddCompiler", "\"auto\"", "\"icc\"", "\"host_compiler\""},
        BadText{"NoVersion", "\"12.4.1\"", "\"../12\"", "releases[0] has a bad field \"version\""},
        BadText{"UnknownProduct",
                "\"product\": \"cudnn\"",
                "\"product\": \"cudart\"",
                "releases[1] has a bad field \"product\": it is none that cudaenv knows"},
        BadText{"ProductThatIsAPath", "\"cudnn\",", "\"../cudnn\",", "\"product\""},
        BadText{"NoProduct", "\"product\": \"cudnn\",", "", "no field \"product\""},
        BadText{
            "UnknownSource",
            "\"source\":\"debian\"",
            "\"source\":\"elsewhere\"",
            "releases[2]: archives[0] has a bad field \"source\": it is none that cudaenv knows"},
        BadText{"SourceOfOtherCase", "\"debian\"", "\"Debian\"", "\"source\""},
        BadText{"NoSource", "\"source\":\"debian\",", "", "no field \"source\""},
        BadText{"PathUp",
                "cuda_nvcc/linux-x86_64/",
                "../../evil/",
                "releases[0]: archives[1] has a bad field \"path\""},
        BadText{"AbsolutePath", "\"cudnn/linux", "\"/cudnn/linux", "\"path\""},
        BadText{"AddressForAPath", "\"cudnn/linux", "\"https://elsewhere/linux", "\"path\""},
        BadText{"ComponentThatIsAPath",
                "\"component\":\"cudnn\"",
                "\"component\":\"..\"",
                "\"component\""},
        BadText{"ShortDigest", "\"2222222", "\"", "\"sha256\": it is not 64"},
        BadText{"NegativeSize", "\"size\":5", "\"size\":-5", "\"size\""},
        BadText{"SizeAsText", "\"size\":5", "\"size\":\"5\"", "\"size\""},
        BadText{"SizeBeyondAllDisks", "\"size\":5", "\"size\":1099511627777", "\"size\""},
        BadText{"OneDigestTwice",
                "\"size\":7}",
                "\"size\":7},{\"platform\":\"linux-x86_64\",\"source\":\"debian\","
                "\"provides\":\"compiler\",\"component\":\"cpp\",\"version\":\"1\",\"path\":\"p/"
                "x.deb\","
                "\"sha256\":\"4444444444444444444444444444444444444444444444444444444444444444\"}",
                "repeats an archive"},
        BadText{"OnePathTwice",
                "\"size\":7}",
                "\"size\":7},{\"platform\":\"linux-x86_64\",\"source\":\"debian\","
                "\"provides\":\"compiler\",\"component\":\"cpp\",\"version\":\"1\",\"path\":"
                "\"pool/main/g/gcc-10/g++-10_10.2.1-6_amd64.deb\","
                "\"sha256\":\"5444444444444444444444444444444444444444444444444444444444444444\"}",
                "archives[1] repeats an archive"},
        BadText{"OddPlatform", "linux-sbsa\",\"source", "plan9\",\"source", "\"platform\""},
        BadText{"OddProvision", "\"library\"", "\"everything\"", "\"provides\""},
        BadText{"TwoOfOneProduct",
                "\"product\": \"cudnn\"",
                "\"product\": \"gcc\"",
                "more than one gcc for linux-x86_64"},
        BadText{"NoToolkit", "\"product\": \"cuda\"", "\"product\": \"nccl\"", "no toolkit"}),
    [](const auto& each) { return each.param.name; });

TEST(LockText, IsNotParsedWhenItIsNestedTooDeep) {
    for (const std::string& text :
         {std::string(100'000, '['), "{\"schema\": 1, \"pin\": " + std::string(100'000, '{')}) {
        try {
            parse_lock(text, ".cudaenv.lock");
            FAIL();
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::integrity);
            EXPECT_EQ(error.message(),
                      ".cudaenv.lock is no lock: it is nested deeper than 64 levels");
            EXPECT_EQ(error.cure(), Cure(Advice::lock_again_from_pin));
        }
    }
    try {
        parse_lock('"' + std::string(100'000, 'x'), ".cudaenv.lock");
        FAIL();
    } catch (const Error& error) {
        EXPECT_LT(error.message().size(), 500U);
    }
}

TEST(LockText, IsNeverQuotedInComplaints) {
    struct Row {
        const char* from;
        const char* to;
        const char* words;
    };
    for (const Row& row :
         {Row{"\"schema\": 1,", "S3CRET", "is no JSON (line 2, column 3)"},
          {"\"catalogue\": 7,", "\"catalogue\": 7 \"S3CRET\",", "is no JSON (line 3, column 25)"},
          {"\"catalogue\": 7", "\"catalogue\": 7, \"S3CRET\": 1", "has an unknown field"},
          {"\"size\":5", "\"size\":5,\"api-key-S3CRET\":1", "archives[0] has an unknown field"},
          {"\"cuda\":\"12.4\"", "\"cuda\":\"12.4\",\"S3CRET\":1", "pin has a field that is no"},
          {"\"default\"", "\"S3CRET\"", "bad field \"profile\""},
          {"\"product\": \"cudnn\"", "\"product\": \"S3CRET\"", "bad field \"product\""},
          {"\"source\":\"debian\"", "\"source\":\"S3CRET\"", "bad field \"source\""},
          {"\"12.4.1\"", "\"S3CRET\"", "bad field \"version\""},
          {"linux-sbsa\",\"source", "S3CRET\",\"source", "bad field \"platform\""},
          {"\"cudnn/linux", "\"/S3CRET/linux", "bad field \"path\""},
          {"\"size\":5", "\"size\":1e99999", "is no JSON (a number is out of range)"}}) {
        const std::string text = replace_all(kText, row.from, row.to);
        ASSERT_NE(text, kText);
        try {
            parse_lock(text, "x");
            ADD_FAILURE() << "accepted: " << row.to;
        } catch (const Error& error) {
            EXPECT_THAT(error.message(), HasSubstr(row.words)) << row.to;
            for (const char* secret : {"S3CRET", "99999"})
                EXPECT_THAT(error.message() + error.hint(), Not(HasSubstr(secret))) << row.to;
        }
    }
}

TEST(LockText, MayHaveSomeThousandArchives) {
    const std::string last = "\"size\":7}";
    std::string more = last;
    for (std::size_t i = kMostArchives; i > 4; --i) {
        const std::string number = std::to_string(1'000'000 + i);
        more.append(R"(,{"platform":"linux-x86_64","source":"debian","provides":"compiler",)")
            .append(R"("component":"cpp","version":"1","path":"p/)")
            .append(number)
            .append(R"(.deb","sha256":")")
            .append(std::string(57, '0'))
            .append(number)
            .append("\"}");
    }
    const std::string text = replace_all(kText, last, more);
    const Lock lock = parse_lock(text, "x");
    const auto& archives = lock.find_release(Product::gcc, Platform::linux_x86_64)
                               ->find_offer(SourceName::debian)
                               ->archives.at(Platform::linux_x86_64);
    EXPECT_EQ(archives.size(), kMostArchives - 3);
    EXPECT_TRUE(std::is_sorted(archives.begin(), archives.end(), [](auto& one, auto& two) {
        return one.path < two.path;
    }));
    const std::string one_more =
        R"("size":5},{"platform":"linux-sbsa","source":"redist","provides":"toolkit",)"
        R"("component":"x","version":"1","path":"p/x.tar.xz","sha256":")" +
        std::string(64, 'f') + "\"}";
    try {
        parse_lock(replace_all(text, "\"size\":5}", one_more), "x");
        FAIL() << "accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::integrity);
        EXPECT_EQ(error.message(), "x has more than 5000 archives");
    }
}

TEST(LockFile, LiesBesideThePin) {
    EXPECT_EQ(lock_path("/home/me/x/.cudaenv"), "/home/me/x/.cudaenv.lock");
}

TEST(LockFile, MayBeAbsentButNotHuge) {
    const test::TempDir directory;
    const auto path = directory / ".cudaenv.lock";
    EXPECT_FALSE(find_lock(path));
    replace_file(path, kText);
    EXPECT_TRUE(find_lock(path));
    replace_file(path, std::string(kMostLockBytes + 1, ' '));
    EXPECT_THROW(find_lock(path), Error);
}

TEST(LockFile, MayBeALinkButNoDeviceAndNoPipe) {
    const test::TempDir directory;
    replace_file(directory / "elsewhere", kText);
    std::filesystem::create_symlink("elsewhere", directory / "link");
    EXPECT_TRUE(find_lock(directory / "link"));
    std::filesystem::create_symlink("/dev/zero", directory / "device");
    ASSERT_EQ(::mkfifo((directory / "pipe").c_str(), 0600), 0);
    for (const char* name : {"device", "pipe"}) {
        try {
            find_lock(directory / name);
            ADD_FAILURE() << name;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::integrity);
            EXPECT_THAT(error.message(), HasSubstr("is no file"));
            EXPECT_EQ(error.cure(), Cure(Advice::lock_again));
        }
    }
}

TEST(LockFile, ThatIsALinkToASecretShowsNothingOfIt) {
    const test::TempDir directory;
    const auto path = directory / ".cudaenv.lock";
    std::filesystem::create_symlink("secret", path);
    for (const std::string& text :
         {std::string("hunter2\n"),
          std::string(R"({"schema": 1, "hunter": 2})"),
          std::string(R"({"schema": 482910, "hunter": 2})"),
          replace_all(kText, "\"product\": \"cudnn\"", "\"product\": \"gcc\"")}) {
        replace_file(directory / "secret", text);
        try {
            find_lock(path);
            ADD_FAILURE() << "accepted: " << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::integrity);
            EXPECT_EQ(error.message(),
                      path.string() + " is a link to what is no lock for this program");
        }
    }
}

}  // namespace
}  // namespace cudaenv::lock
