// SPDX-License-Identifier: Apache-2.0
// record.json: its text, its damage, and when two environments are the same.
#include "support/expect_error.hpp"
#include "unit/store/store_fixture.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/store/record.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::store {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

Record example() {
    Record record;
    record.name = "11.2.2-cudnn8.9.7";
    record.spec = "11.2";
    record.toolkit = parse_version("11.2.2");
    record.libraries = {{Product::cudnn, parse_version("8.9.7.29")}};
    record.profile = Profile::standard;
    record.source = SourceName::debian;
    record.platform = Platform::linux_x86_64;
    record.components = {"cuda_gdb"};
    record.archives = {
        {"cuda_nvcc", "nvcc.deb", *find_sha256(kDigest), {42}, SourceName::debian, {"core"}}};
    record.host_compiler = RecordedCompiler{
        CompilerKind::gcc, *find_version("10.2.1"), CompilerOrigin::store, "gcc-10.2.1-00"};
    record.files = {{"version.json", *find_sha256(kDigest)}};
    return record;
}

TEST(Record, RendersKeysInFixedOrder) {
    const std::string expected = R"({
  "schema": 1,
  "name": "11.2.2-cudnn8.9.7",
  "spec": "11.2",
  "toolkit": "11.2.2",
  "libraries": {
    "cudnn": "8.9.7.29"
  },
  "profile": "default",
  "source": "debian",
  "platform": "linux-x86_64",
  "components": [
    "cuda_gdb"
  ],
  "archives": [
    {
      "component": "cuda_nvcc",
      "file": "nvcc.deb",
      "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "size": 42,
      "source": "debian",
      "entries": [
        "core"
      ]
    }
  ],
  "host_compiler": {
    "kind": "gcc",
    "version": "10.2.1",
    "origin": "store",
    "path": "gcc-10.2.1-00"
  },
  "files": [
    {
      "path": "version.json",
      "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    }
  ]
}
)";
    EXPECT_EQ(render_record(example()), expected);
}

TEST(Record, ReadsWhatItRenders) {
    const std::string text = render_record(example());
    const Record record = parse_record(text, "record.json");
    EXPECT_EQ(render_record(record), text);
    EXPECT_EQ(record.archives.front().size, ByteCount{42});
    EXPECT_EQ(record.files.front().sha256.hex(), kDigest);

    Record least;
    least.toolkit = parse_version("11.2.2");
    least.profile = Profile::minimal;
    least.source = SourceName::redist;
    const std::string empty = render_record(least);
    EXPECT_THAT(empty, HasSubstr("\"libraries\": {}"));
    EXPECT_THAT(empty, HasSubstr("\"archives\": []"));
    EXPECT_THAT(empty, HasSubstr("\"host_compiler\": null"));
    EXPECT_EQ(render_record(parse_record(empty, "record.json")), empty);
}

TEST(Record, SurvivesAPathThatIsNotUtf8) {
    Record record = example();
    record.host_compiler->path = "/opt/\xFF/g++";
    EXPECT_NO_THROW(parse_record(render_record(record), "record.json"));
}

TEST(Record, NamesTheFileThatIsDamaged) {
    const std::string text = render_record(example());
    const auto without = [&](const std::string& piece) {
        std::string changed = text;
        return changed.replace(changed.find(piece), piece.size(), "");
    };
    for (const std::string& damaged : {std::string(),
                                       std::string("[]"),
                                       std::string(5'000'000, '['),
                                       text.substr(0, 100),
                                       without("  \"spec\": \"11.2\",\n"),
                                       without("\"schema\": 1,"),
                                       without("e3b0"),
                                       without("gcc"),
                                       std::string(R"({"schema": "1"})")}) {
        try {
            parse_record(damaged, "/e/record.json");
            ADD_FAILURE() << damaged;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::integrity);
            EXPECT_THAT(error.message(), HasSubstr("/e/record.json is damaged"));
            EXPECT_THAT(error.message(), Not(HasSubstr("exception")));
        }
    }
}

TEST(Record, NamesWhatIsDamagedInIt) {
    std::string text = render_record(example());
    const std::string size = "\"size\": 42";
    text.replace(text.find(size), size.size(), "\"size\": {}");
    cudaenv::test::expect_error(ErrorKind::integrity,
                                "/e/record.json is damaged: archives[0].size: expected a text",
                                [&] { parse_record(text, "/e/record.json"); });
    cudaenv::test::expect_error(ErrorKind::integrity,
                                "/e/record.json is damaged: \"name\" is missing",
                                [&] { parse_record(R"({"schema": 1})", "/e/record.json"); });
    cudaenv::test::expect_error(
        ErrorKind::integrity,
        "/e/record.json is damaged: not readable as JSON (line 1, column 2)",
        [&] { parse_record("{", "/e/record.json"); });
}

TEST(Record, KeepsTheProjectWhoseLockWasTrusted) {
    Record record = example();
    record.project = "/home/me/x y";
    const std::string text = render_record(record);
    EXPECT_THAT(text, HasSubstr("\"project\": \"/home/me/x y\""));
    EXPECT_EQ(parse_record(text, "record.json").project, "/home/me/x y");
    record.lock = find_sha256(kDigest);
    EXPECT_EQ(parse_record(render_record(record), "record.json").lock, record.lock);
}

TEST(Record, WithAnUnfitNameIsDamaged) {
    std::vector<Record> unfit(5, example());
    unfit[0].name = "a\nb";
    unfit[1].name = "../12.4";
    unfit[2].name = "a/b";
    unfit[3].project = "relative";
    unfit[4].project = "/a\nb";
    for (const Record& record : unfit) {
        try {
            parse_record(render_record(record), "/e/record.json");
            ADD_FAILURE() << render_record(record);
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::integrity);
            EXPECT_THAT(error.message(), HasSubstr("/e/record.json is damaged"));
            EXPECT_EQ(error.message().find('\n'), std::string::npos);
        }
    }
}

std::string with(std::string text, const std::string& piece, const std::string& other) {
    return text.replace(text.find(piece), piece.size(), other);
}

TEST(Record, MayTellWhatOnlyANewerProgramKnows) {
    const std::string text = render_record(example());
    const char* const libraries[] = {"toy", R"(cu\u001b[2Jdnn)", "cuda", "gcc"};
    for (const std::string library : libraries) {
        const Record record =
            parse_record(with(text, "\"cudnn\"", "\"" + library + "\""), "/e/record.json");
        EXPECT_FALSE(record.libraries.contains(Product::cudnn)) << library;
        EXPECT_EQ(record.archives.size(), example().archives.size()) << library;
    }
    EXPECT_FALSE(parse_record(with(text, "\"default\"", "\"tiny\""), "/e/record.json").profile);
    EXPECT_FALSE(parse_record(with(text, "  \"source\": \"debian\"", "  \"source\": \"runfile\""),
                              "/e/record.json")
                     .source);
    EXPECT_FALSE(
        parse_record(with(text, "      \"source\": \"debian\"", "      \"source\": \"file\""),
                     "/e/record.json")
            .archives.front()
            .source);
}

TEST(Record, WithWhatNoProgramWritesIsDamaged) {
    const std::string text = render_record(example());
    struct Row {
        const char* piece;
        const char* other;
        const char* reason;
    };
    const char* const no_version = "a library has no version";
    const Row rows[] = {
        {"\"8.9.7.29\"", "\"?\"", no_version},
        {"\"8.9.7.29\"", "\"\"", no_version},
        {"\"toolkit\": \"11.2.2\"", "\"toolkit\": \"?\"", "its toolkit is no version"},
        {"\"toolkit\": \"11.2.2\"", "\"toolkit\": \"\"", "its toolkit is no version"},
        {"\"linux-x86_64\"", "\"linux-riscv\"", "its platform is none that this program knows"},
        {"\"linux-x86_64\"", "\"\"", "its platform is none that this program knows"},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.other);
        cudaenv::test::expect_error(
            ErrorKind::integrity, std::string("/e/record.json is damaged: ") + row.reason, [&] {
                parse_record(with(text, row.piece, row.other), "/e/record.json");
            });
    }
}

TEST(Record, OfWhatIsOnlyGuessedIsDamaged) {
    const std::string text = render_record(Record{});
    EXPECT_THAT(text, HasSubstr("\"profile\": \"\""));
    EXPECT_THAT(text, HasSubstr("\"source\": \"\""));
    cudaenv::test::expect_error(ErrorKind::integrity,
                                "/e/record.json is damaged: its toolkit is no version",
                                [&] { parse_record(text, "/e/record.json"); });
}

TEST(Record, OfANewerProgramIsNotGuessedAt) {
    try {
        parse_record(R"({"schema": 2})", "/e/record.json");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::integrity);
        EXPECT_THAT(error.message(), HasSubstr("schema 2"));
        EXPECT_THAT(error.hint(), HasSubstr("update cudaenv"));
    }
}

TEST(FindRecord, IsNulloptForALinkedToolkit) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    EXPECT_FALSE(find_record(layout.environment("11.2.2-cudnn8.9.7")));
    test::add_record(layout, example());
    EXPECT_EQ(find_record(layout.environment("11.2.2-cudnn8.9.7")).value().spec, "11.2");
}

TEST(FindRecord, GoesByTheNameOfTheDirectory) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    test::add_record(layout, example());
    std::filesystem::rename(layout.environment("11.2.2-cudnn8.9.7"), layout.environment("moved"));
    EXPECT_EQ(find_record(layout.environment("moved")).value().name, "moved");
}

TEST(SameComposition, IgnoresNamesSpecsAndOrder) {
    Record left = example();
    left.archives.push_back({"x", "x.deb", {}, {1}, SourceName::debian, {"b", "a"}});
    Record right = example();
    right.archives.insert(right.archives.begin(),
                          {"y", "y.deb", {}, {2}, SourceName::wheels, {"a", "b"}});
    right.name = "lab";
    right.spec = "latest";
    right.files.clear();
    EXPECT_TRUE(same_composition(left, right));
}

TEST(SameComposition, SeesEveryDifferenceThatMatters) {
    const Record original = example();
    std::vector<Record> changed(9, original);
    changed[0].toolkit = parse_version("11.2.1");
    changed[1].libraries[Product::nccl] = parse_version("2.8.4");
    changed[2].profile = Profile::full;
    changed[3].source = SourceName::wheels;
    changed[4].archives.front().entries.emplace_back("static");
    changed[5].archives.front().sha256 = {};
    changed[6].host_compiler.reset();
    changed[7].project = "/home/me/x";
    changed[8].lock = find_sha256(kDigest);
    for (std::size_t i = 0; i < changed.size(); ++i) {
        EXPECT_FALSE(same_composition(original, changed[i])) << i;
    }
}

TEST(Holds, WhatHasNothingLess) {
    const Record original = example();
    EXPECT_TRUE(holds(original, original));
    Record larger = original;
    larger.profile = Profile::full;
    larger.libraries[Product::nccl] = parse_version("2.8.4");
    larger.archives.front().entries.emplace_back("static");
    larger.archives.push_back({"x", "x.deb", {}, {1}, SourceName::debian, {"core"}});
    EXPECT_TRUE(holds(larger, original));
    EXPECT_FALSE(holds(original, larger));
    Record smaller = original;
    smaller.host_compiler = RecordedCompiler{
        CompilerKind::gcc, *find_version("12.2.0"), CompilerOrigin::system, "/usr/bin/g++"};
    smaller.libraries.clear();
    EXPECT_TRUE(holds(original, smaller)) << "a compiler of the machine is nothing that is brought";
    EXPECT_FALSE(holds(smaller, original));
    Record other = original;
    other.archives.front().sha256 = {};
    EXPECT_FALSE(holds(other, original));
    other = original;
    other.toolkit = parse_version("11.2.1");
    EXPECT_FALSE(holds(other, original));
    other = original;
    other.project = "/home/me/x";
    EXPECT_FALSE(holds(other, original));
    other = original;
    other.lock = find_sha256(kDigest);
    EXPECT_FALSE(holds(other, original));
}

}  // namespace
}  // namespace cudaenv::store
