// SPDX-License-Identifier: Apache-2.0
// Where a lock and something else differ.
#include <cudaenv/lock/compare.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::lock {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

catalog::Release release(Product product, const std::string& version) {
    catalog::Archive archive;
    archive.component = product_text(product);
    archive.version = version;
    archive.path = archive.component + "/x-" + version + ".tar.xz";
    archive.sha256 = *find_sha256(std::string(64, 'a'));
    catalog::Release release;
    release.product = product;
    release.version = parse_version(version);
    release.offers = {
        {SourceName::redist, catalog::Provides::toolkit, {{Platform::linux_x86_64, {archive}}}}};
    return release;
}

Lock lock_of(std::vector<catalog::Release> releases) {
    Lock lock;
    lock.pin = {{"cuda", "12.4"}, {"cudnn", "9"}};
    lock.releases = std::move(releases);
    return lock;
}

TEST(DifferencesFromPin, AreNoneWhenEveryKeyIsTheSame) {
    EXPECT_THAT(differences_from_pin(lock_of({}), {{"cuda", "12.4"}, {"cudnn", "9"}}), IsEmpty());
}

TEST(DifferencesFromPin, AreKeysWithOtherValues) {
    EXPECT_THAT(differences_from_pin(lock_of({}), {{"cuda", "12.5"}, {"profile", "full"}}),
                ElementsAre(PinDifference(OtherValue{"cuda", "12.5", "12.4"}),
                            PinDifference(OtherValue{"profile", "full", std::nullopt}),
                            PinDifference(OtherValue{"cudnn", std::nullopt, "9"})));
}

TEST(DifferencesFromPin, AreReleasesThatThePinDoesNotAskFor) {
    const PinValues pin{{"cuda", "12.4"}, {"cudnn", "9"}};
    EXPECT_THAT(differences_from_pin(lock_of({release(Product::cuda, "12.4.1"),
                                              release(Product::cudnn, "9.1.1.17"),
                                              release(Product::gcc, "10")}),
                                     pin),
                IsEmpty());
    EXPECT_THAT(
        differences_from_pin(
            lock_of({release(Product::cuda, "11.2.2"), release(Product::cudnn, "8.9.7.29")}), pin),
        ElementsAre(PinDifference(OtherRelease{Product::cuda, "12.4", parse_version("11.2.2")}),
                    PinDifference(OtherRelease{Product::cudnn, "9", parse_version("8.9.7.29")})));
}

TEST(DifferencesFromPin, AreLibrariesThatTheLockLacks) {
    EXPECT_THAT(
        differences_from_pin(lock_of({release(Product::cuda, "12.4.1")}),
                             {{"cuda", "12.4"}, {"cudnn", "9"}}),
        ElementsAre(PinDifference(LacksLibrary{Product::cudnn, "9", Platform::linux_x86_64})));
}

TEST(DifferencesFromPin, AreLibrariesThatThePinLeavesOut) {
    Lock lock = lock_of({release(Product::cudnn, "9.1.1.17")});
    lock.pin["cudnn"] = "none";
    EXPECT_THAT(differences_from_pin(lock, {{"cuda", "12.4"}, {"cudnn", "none"}}),
                ElementsAre(PinDifference(
                    OtherRelease{Product::cudnn, "none", parse_version("9.1.1.17")})));
}

TEST(DifferencesFromPin, AreAProfileThatThePinDoesNotAskFor) {
    Lock lock = lock_of({release(Product::cuda, "12.4.1")});
    lock.pin = {{"cuda", "12.4"}, {"profile", "minimal"}};
    EXPECT_THAT(differences_from_pin(lock, lock.pin),
                ElementsAre(PinDifference(OtherProfile{"minimal", Profile::standard})));
    lock.profile = Profile::minimal;
    EXPECT_THAT(differences_from_pin(lock, lock.pin), IsEmpty());
}

TEST(Changes, AreReleasesOldAndNew) {
    const auto version = [](const char* text) { return parse_version(text); };
    const Lock before =
        lock_of({release(Product::cuda, "12.4.0"), release(Product::gcc, "10.2.1")});
    const Lock after =
        lock_of({release(Product::cuda, "12.4.1"), release(Product::cudnn, "9.1.1.17")});
    EXPECT_THAT(find_changes(before, after).releases,
                ElementsAre(ReleaseChange{Product::cuda, {version("12.4.0")}, {version("12.4.1")}},
                            ReleaseChange{Product::cudnn, {}, {version("9.1.1.17")}},
                            ReleaseChange{Product::gcc, {version("10.2.1")}, {}}));
    EXPECT_THAT(find_changes(std::nullopt, before).releases,
                ElementsAre(ReleaseChange{Product::cuda, {}, {version("12.4.0")}},
                            ReleaseChange{Product::gcc, {}, {version("10.2.1")}}));
    EXPECT_EQ(find_changes(after, after), LockChanges{});
}

TEST(Changes, AreOtherArchivesOfTheSameReleases) {
    const Lock before = lock_of({release(Product::cuda, "12.4.0")});
    Lock after = before;
    after.profile = Profile::full;
    EXPECT_EQ(find_changes(before, after), (LockChanges{{}, true}));
}

}  // namespace
}  // namespace cudaenv::lock
