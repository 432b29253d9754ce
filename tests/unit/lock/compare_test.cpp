// SPDX-License-Identifier: Apache-2.0
// What is said where a lock and something else differ.
#include <cudaenv/lock/compare.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::lock {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
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

TEST(DifferencesFromPin, NameTheKeyAndBothValues) {
    EXPECT_THAT(differences_from_pin(lock_of({}), {{"cuda", "12.5"}, {"profile", "full"}}),
                ElementsAre("the pin says cuda 12.5, the lock was made from 12.4",
                            "the pin says profile full, the lock was made without",
                            "the pin says nothing of cudnn, the lock was made from 9"));
}

TEST(DifferencesFromPin, NameAReleaseThatThePinDoesNotAskFor) {
    const PinValues pin{{"cuda", "12.4"}, {"cudnn", "9"}};
    EXPECT_THAT(differences_from_pin(lock_of({release(Product::cuda, "12.4.1"),
                                              release(Product::cudnn, "9.1.1.17"),
                                              release(Product::gcc, "10")}),
                                     pin),
                IsEmpty());
    EXPECT_THAT(
        differences_from_pin(
            lock_of({release(Product::cuda, "11.2.2"), release(Product::cudnn, "8.9.7.29")}), pin),
        ElementsAre("the pin says cuda 12.4, the lock holds 11.2.2",
                    "the pin says cudnn 9, the lock holds 8.9.7.29"));
}

TEST(DifferencesFromPin, NameALibraryThatTheLockLacks) {
    EXPECT_THAT(differences_from_pin(lock_of({release(Product::cuda, "12.4.1")}),
                                     {{"cuda", "12.4"}, {"cudnn", "9"}}),
                ElementsAre("the pin says cudnn 9, the lock holds none for linux-x86_64"));
}

TEST(DifferencesFromPin, NameALibraryThatThePinLeavesOut) {
    Lock lock = lock_of({release(Product::cudnn, "9.1.1.17")});
    lock.pin["cudnn"] = "none";
    EXPECT_THAT(differences_from_pin(lock, {{"cuda", "12.4"}, {"cudnn", "none"}}),
                ElementsAre("the pin says cudnn none, the lock holds 9.1.1.17"));
}

TEST(DifferencesFromPin, NameAProfileThatThePinDoesNotAskFor) {
    Lock lock = lock_of({release(Product::cuda, "12.4.1")});
    lock.pin = {{"cuda", "12.4"}, {"profile", "minimal"}};
    EXPECT_THAT(differences_from_pin(lock, lock.pin),
                ElementsAre("the pin says profile minimal, the lock holds default"));
    lock.profile = Profile::minimal;
    EXPECT_THAT(differences_from_pin(lock, lock.pin), IsEmpty());
}

TEST(Changes, NameReleasesOldAndNew) {
    const Lock before =
        lock_of({release(Product::cuda, "12.4.0"), release(Product::gcc, "10.2.1")});
    const Lock after =
        lock_of({release(Product::cuda, "12.4.1"), release(Product::cudnn, "9.1.1.17")});
    EXPECT_THAT(changes(before, after),
                ElementsAre("cuda 12.4.0 -> 12.4.1", "cudnn 9.1.1.17 added", "gcc 10.2.1 removed"));
    EXPECT_THAT(changes(std::nullopt, before),
                ElementsAre("cuda 12.4.0 added", "gcc 10.2.1 added"));
    EXPECT_THAT(changes(after, after), IsEmpty());
}

TEST(Changes, MentionOtherArchivesOfTheSameReleases) {
    const Lock before = lock_of({release(Product::cuda, "12.4.0")});
    Lock after = before;
    after.profile = Profile::full;
    EXPECT_THAT(changes(before, after), ElementsAre(HasSubstr("the same releases")));
}

}  // namespace
}  // namespace cudaenv::lock
