// SPDX-License-Identifier: Apache-2.0
// Releases that appear after the program: found, pinned, and never changed underneath.
#include "integration/redist_archives.hpp"
#include "integration/trees.hpp"
#include "integration/world.hpp"
#include "support/archive_builder.hpp"
#include "support/unserved_address.hpp"

#include <cudaenv/base/text.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class CatalogUpdate : public testing::Test {
 protected:
    [[nodiscard]] ProcessResult update(std::vector<std::string> options = {}) const {
        options.insert(options.begin(), {"catalog", "update"});
        return world.run(options);
    }
    [[nodiscard]] fs::path directory() const { return world.layout().catalog(); }
    /// Every file that updates keep, with its text.
    [[nodiscard]] std::map<std::string, std::string> kept() const {
        std::map<std::string, std::string> texts;
        if (!fs::exists(directory())) return texts;
        for (const auto& entry : fs::recursive_directory_iterator(directory())) {
            if (entry.is_regular_file())
                texts[entry.path().lexically_relative(directory()).string()] =
                    text_of(entry.path());
        }
        return texts;
    }

    Upstream upstream;
    World world{upstream};
};

TEST_F(CatalogUpdate, BringsANewReleaseThatListsResolvesAndInstalls) {
    upstream.publish(redist_cuda("12.4.7"));
    const ProcessResult result = update();
    EXPECT_EQ(result.status, 0) << result.errors;
    EXPECT_THAT(result.output, HasSubstr("12.4.7"));
    EXPECT_THAT(result.errors, HasSubstr("exact name"));
    EXPECT_THAT(world.run({"list", "--available"}).output, HasSubstr("12.4.7"));
    EXPECT_EQ(world.json({"resolve", "12.4.7", "--json"})["toolkit"]["release"], "12.4.7");
    world.install({"12.4.7", "--cudnn", "none"});
    EXPECT_THAT(find_faults(world.prefix("12.4.7")), IsEmpty());
    EXPECT_EQ(world.json({"resolve", "12.4", "--json"})["toolkit"]["release"], "12.4.1");
}

TEST_F(CatalogUpdate, BringsANewCudnnByItsFullVersion) {
    Shipment cudnn = redist_cudnn("9.1.0.70");
    cudnn.packages.erase(cudnn.packages.begin());
    const std::string manifest = upstream.publish(cudnn);
    EXPECT_THAT(manifest, HasSubstr("9.1.0.70"));
    EXPECT_THAT(update().output, HasSubstr("9.1.0.70"));
}

TEST_F(CatalogUpdate, ASecondTimeSaysNothingNewAndChangesNoByte) {
    upstream.publish(redist_cuda("12.4.7"));
    EXPECT_EQ(update().status, 0);
    const auto first = kept();
    EXPECT_THAT(first, Not(IsEmpty()));
    const ProcessResult again = update();
    EXPECT_EQ(again.status, 0);
    EXPECT_THAT(again.errors, HasSubstr("nothing new"));
    EXPECT_THAT(again.output, IsEmpty());
    EXPECT_EQ(kept(), first);
}

TEST_F(CatalogUpdate, CanBeReadByOthersWhateverTheUmask) {
    upstream.publish(redist_cuda("12.4.7"));
    const ProcessResult result = world.run_program(
        {"/bin/sh", "-c", "umask 077; exec \"$0\" catalog update", CUDAENV_PROGRAM});
    ASSERT_EQ(result.status, 0) << result.errors;
    EXPECT_THAT(kept(), Not(IsEmpty()));
    for (const auto& entry : fs::recursive_directory_iterator(directory()))
        EXPECT_EQ(mode_of(entry.path()), entry.is_directory() ? 0755U : 0644U) << entry.path();
}

TEST_F(CatalogUpdate, BelievesNoLinkInThePlaceOfWhatItHasSeen) {
    upstream.publish(redist_cuda("12.4.7"));
    ASSERT_EQ(update().status, 0);
    const fs::path seen = directory() / "seen.json";
    fs::rename(seen, world.scratch("elsewhere"));
    fs::create_symlink(world.scratch("elsewhere"), seen);
    const ProcessResult result = update();
    EXPECT_EQ(result.status, 6);
    EXPECT_THAT(result.errors, HasSubstr(seen.string() + " is a symbolic link"));
}

TEST_F(CatalogUpdate, BelievesNothingThatAnotherUserMayHavePutThere) {
    upstream.publish(redist_cuda("12.4.7"));
    ASSERT_EQ(update().status, 0);
    const std::map<std::string, std::vector<std::vector<std::string>>> readers{
        {"cuda/12.4.7.yaml", {{"install", "12.4.7"}}},
        {"index/cuda.yaml", {{"resolve", "12.4.7"}, {"list", "--available"}}},
        {"index.yaml", {{"resolve", "12.4.7"}, {"catalog", "update"}}}};
    for (const auto& [name, commands] : readers) {
        const fs::path file = directory() / name;
        fs::permissions(file, fs::perms{0666});
        for (const std::vector<std::string>& command : commands) {
            const ProcessResult result = world.run(command);
            EXPECT_EQ(result.status, 6) << name << command.front();
            EXPECT_THAT(result.errors,
                        AllOf(HasSubstr(file.string() + " may be written by others"),
                              HasSubstr("rm -r " + file.string())));
        }
        fs::permissions(file, fs::perms{0644});
    }
    EXPECT_EQ(world.run({"install", "12.4.7", "--dry-run"}).status, 0);
}

TEST_F(CatalogUpdate, RefusesAManifestThatHasChanged) {
    const std::string manifest = upstream.publish(redist_cuda("12.4.7"));
    EXPECT_EQ(update().status, 0);
    const auto first = kept();
    upstream.tamper(manifest, replace_all(upstream.bytes(manifest), "2026-10-01", "2026-10-02"));
    upstream.publish(redist_cuda("12.4.8"));
    const ProcessResult result = update();
    EXPECT_EQ(result.status, 5);
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("cuda/redistrib_12.4.7.json has changed"), HasSubstr("first")));
    EXPECT_EQ(kept(), first);
    EXPECT_THAT(world.run({"list", "--available"}).output, Not(HasSubstr("12.4.8")));
}

TEST_F(CatalogUpdate, LeavesWhatTheProgramKnowsAlone) {
    const std::string manifest = upstream.publish(redist_cuda("12.4.1"));
    EXPECT_THAT(update().errors, HasSubstr("nothing new"));
    EXPECT_THAT(upstream.server().requests(manifest), IsEmpty());
    EXPECT_THAT(kept(), IsEmpty());
}

TEST_F(CatalogUpdate, ShowsWhatIsNewAndKeepsNothing) {
    upstream.publish(redist_cuda("12.4.7"));
    const auto json = world.json({"catalog", "update", "--dry-run", "--json"});
    EXPECT_EQ(json["new"][0]["product"], "cuda");
    EXPECT_EQ(json["new"][0]["version"], "12.4.7");
    EXPECT_TRUE(json["dry_run"]);
    EXPECT_THAT(kept(), IsEmpty());
}

TEST_F(CatalogUpdate, SaysWhichProductsHaveNoListing) {
    upstream.publish(redist_cuda("12.4.7"));
    EXPECT_THAT(update().errors, HasSubstr("cudnn: "));
}

TEST_F(CatalogUpdate, FailsWhenNothingIsListed) {
    const ProcessResult result = update();
    EXPECT_EQ(result.status, 3);
    EXPECT_THAT(result.errors, HasSubstr("lists no releases"));
}

TEST_F(CatalogUpdate, FailsWithoutANetwork) {
    const UnservedAddress nobody(UnservedAddress::Manner::refuses);
    world.environment.set("CUDAENV_REDIST_URL", nobody.url());
    EXPECT_EQ(update().status, 4);
    EXPECT_THAT(kept(), IsEmpty());
}

TEST_F(CatalogUpdate, ReadsAMirrorInADirectory) {
    upstream.publish(redist_cuda("12.4.7"));
    const fs::path mirror = world.scratch("compute");
    upstream.save("/compute", mirror);
    world.environment.set("CUDAENV_REDIST_URL", "file://" + mirror.string());
    EXPECT_THAT(update().output, HasSubstr("12.4.7"));
}

struct Hostile {
    const char* name;
    const char* from;
    const char* to;
};

class HostileManifest : public CatalogUpdate, public testing::WithParamInterface<Hostile> {};

TEST_P(HostileManifest, IsRefusedAndNothingIsKept) {
    const std::string manifest = upstream.publish(redist_cuda("12.4.7"));
    const std::string text = replace_all(upstream.bytes(manifest), GetParam().from, GetParam().to);
    ASSERT_NE(text, upstream.bytes(manifest));
    upstream.tamper(manifest, text);
    const ProcessResult result = update();
    EXPECT_EQ(result.status, 5) << result.errors;
    EXPECT_THAT(result.errors, HasSubstr("redistrib_12.4.7.json"));
    EXPECT_THAT(kept(), IsEmpty());
    EXPECT_THAT(world.run({"list", "--available"}).output, Not(HasSubstr("12.4.7")));
}

INSTANTIATE_TEST_SUITE_P(Texts,
                         HostileManifest,
                         testing::Values(Hostile{"NoJson", "{", "<"},
                                         Hostile{"NoDigest", "\"sha256\"", "\"md5\""},
                                         Hostile{"BadSize", "\"size\": \"", "\"size\": \"-"},
                                         Hostile{"NoPath", "\"relative_path\"", "\"path\""}),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace cudaenv::test
