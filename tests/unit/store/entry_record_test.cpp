// SPDX-License-Identifier: Apache-2.0
// entry.json: what is written comes back, and what is damaged is told.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/store/entry_record.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

namespace cudaenv::store {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

Sha256 digest_of(std::uint8_t byte) {
    Sha256 digest;
    digest.bytes.fill(byte);
    return digest;
}

EntryRecord sample() {
    EntryRecord record;
    record.archives = {{digest_of(1), SourceName::redist, "cuda_nvcc", "cuda_nvcc"},
                       {digest_of(2), SourceName::debian, "gcc", "g++-10"}};
    record.paths = {{"bin", FileKind::directory, false, 0, {}, {}},
                    {"bin/nvcc", FileKind::file, true, 5'000'000'000, digest_of(3), {}},
                    {"lib/100% \xC3\xA9\xFF\n", FileKind::file, false, 0, digest_of(4), {}},
                    {"lib64", FileKind::link, false, 0, {}, "l\xFFib"}};
    return record;
}

TEST(EntryRecord, ComesBackAsItWasWritten) {
    const std::string text = render_entry_record(sample());
    EXPECT_THAT(text, StartsWith(R"({"schema":1,)"));
    const EntryRecord record = parse_entry_record(text, "entry.json");
    EXPECT_EQ(record.archives, sample().archives);
    EXPECT_EQ(record.paths, sample().paths);
}

TEST(EntryRecord, IsAbsentFromAnEntryOfAnEarlierProgram) {
    const cudaenv::test::TempDir dir;
    EXPECT_FALSE(find_entry_record(dir.path()));
    replace_file(entry_record_path(dir.path()), render_entry_record(sample()));
    EXPECT_EQ(find_entry_record(dir.path()).value().paths, sample().paths);
}

TEST(EntryRecord, IsNoLinkAndNoPipe) {
    const cudaenv::test::TempDir dir;
    namespace fs = std::filesystem;
    const fs::path file = entry_record_path(dir.path());
    fs::create_directories(file.parent_path());
    ASSERT_EQ(::mkfifo(file.c_str(), 0600), 0);
    EXPECT_THROW(find_entry_record(dir.path()), Error);
    fs::remove(file);
    replace_file(dir / "other", render_entry_record(sample()));
    fs::create_symlink(dir / "other", file);
    EXPECT_THROW(find_entry_record(dir.path()), Error);
}

TEST(EntryRecord, NamesTheFileThatIsDamaged) {
    const std::string good = render_entry_record(sample());
    const auto without = [&good](std::string_view word, std::string_view other) {
        std::string text = good;
        return text.replace(text.find(word), word.size(), other);
    };
    for (const std::string& text : {std::string(),
                                    std::string(5'000'000, '['),
                                    good.substr(0, good.size() / 2),
                                    std::string(good.size(), '\0'),
                                    without("\"schema\":1", "\"schema\":2"),
                                    without("\"directory\"", "\"device\""),
                                    without("%c3", "%zz"),
                                    without("\"size\":5000000000", "\"size\":\"x\""),
                                    without("0303", "zz03")}) {
        try {
            parse_entry_record(text, "/store/x/.cudaenv/entry.json");
            ADD_FAILURE() << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::integrity);
            EXPECT_THAT(error.message(), HasSubstr("/store/x/.cudaenv/entry.json is damaged"));
            EXPECT_THAT(error.message(), testing::Not(HasSubstr("exception")));
        }
    }
}

TEST(EntryRecord, MayNameASourceThatOnlyANewerProgramHas) {
    std::string text = render_entry_record(sample());
    const std::string known = "\"redist\"";
    text.replace(text.find(known), known.size(), "\"runfile\"");
    const EntryRecord record = parse_entry_record(text, "/store/x/.cudaenv/entry.json");
    EXPECT_FALSE(record.archives.front().source);
    EXPECT_EQ(record.paths, sample().paths);
}

}  // namespace
}  // namespace cudaenv::store
