// SPDX-License-Identifier: Apache-2.0
// The lock beside a pin: gone by, left aside, checked and written.
#include "session_fixture.hpp"

#include <cudaenv/jobs/lock_job.hpp>
#include <cudaenv/jobs/project_lock.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class ProjectLock : public testing::Test, protected test::SessionFixture {
 protected:
    [[nodiscard]] selection::Pin pin(const std::string& cuda) const {
        std::filesystem::create_directories(directory / "project");
        return selection::parse_pin(cuda, directory / "project/.cudaenv");
    }
    lock::Lock made(const std::string& cuda) {
        resolve::Request request;
        request.cuda = parse_spec(cuda);
        request.cudnn = parse_spec("none");
        request.sources = {SourceName::redist};
        return std::get<MadeLock>(make_lock(request, pin_values(pin(cuda)), session_)).lock;
    }
    void lock(const std::string& cuda) { write_lock(made(cuda), std::nullopt, pin(cuda)); }

    Session session_{surroundings()};
};

TEST_F(ProjectLock, KeepsWhatThePinSaid) {
    EXPECT_THAT(pin_values(pin("cuda: 12.4\ncudnn: 9\n")),
                ElementsAre(testing::Pair("cuda", "12.4"), testing::Pair("cudnn", "9")));
}

TEST_F(ProjectLock, IsGoneByWhereItFits) {
    lock("12.4.1");
    const auto choice = choose_lock(pin("12.4.1"), LockWish::where_it_fits, session_);
    const auto* file = std::get_if<lock::LockFile>(&choice);
    ASSERT_NE(file, nullptr);
    EXPECT_EQ(file->lock.releases.front().version.text(), "12.4.1");
}

TEST_F(ProjectLock, IsLeftAsideWhereSomethingElseDecides) {
    lock("12.4.1");
    EXPECT_TRUE(std::holds_alternative<OverruledLock>(
        choose_lock(pin("12.4.1"), LockWish::overruled, session_)));
    EXPECT_TRUE(std::holds_alternative<OverruledLock>(
        choose_lock(pin("12.2"), LockWish::overruled, session_)));
}

TEST_F(ProjectLock, DoesNotFitAnotherPin) {
    lock("12.4.1");
    const auto choice = choose_lock(pin("12.2"), LockWish::where_it_fits, session_);
    const auto* unfit = std::get_if<UnfitLock>(&choice);
    ASSERT_NE(unfit, nullptr);
    EXPECT_THAT(unfit->differences,
                Contains(lock::PinDifference(lock::OtherValue{"cuda", "12.2", "12.4.1"})));
}

TEST_F(ProjectLock, IsMissedOnlyWhereThereIsNone) {
    EXPECT_TRUE(std::holds_alternative<NoLock>(
        choose_lock(pin("12.4"), LockWish::where_it_fits, session_)));
    EXPECT_TRUE(std::holds_alternative<NoLock>(check_lock(pin("12.4"), session_)));
    EXPECT_TRUE(std::holds_alternative<NoLock>(find_replaced_lock(pin("12.4"), session_)));
}

TEST_F(ProjectLock, IsCheckedAgainstPinAndCatalogue) {
    environment.set(variables::kCatalog, "");  // only the shipped one has every product
    lock("12.4.1");
    const auto fitting = std::get<LockCheck>(check_lock(pin("12.4.1"), session_));
    EXPECT_THAT(fitting.differences, IsEmpty());
    EXPECT_THAT(fitting.objections, IsEmpty());

    lock::Lock other = made("12.4.1");
    other.releases.front().offers.front().archives.begin()->second.front().sha256 =
        *find_sha256(std::string(64, 'a'));
    write_lock(other, std::nullopt, pin("12.4.1"));
    const auto unfit = std::get<LockCheck>(check_lock(pin("12.2"), session_));
    EXPECT_THAT(unfit.differences, Not(IsEmpty()));
    EXPECT_THAT(unfit.objections, Not(IsEmpty()));
}

TEST_F(ProjectLock, IsWrittenOnlyWhenItIsNotJustSoAlready) {
    const auto first = write_lock(made("12.4.1"), std::nullopt, pin("12.4.1"));
    EXPECT_TRUE(first.is_new);
    EXPECT_THAT(first.changes.releases, Not(IsEmpty()));
    const auto old = std::get<lock::LockFile>(find_replaced_lock(pin("12.4.1"), session_));
    const auto second = write_lock(made("12.4.1"), old, pin("12.4.1"));
    EXPECT_FALSE(second.is_new);
    EXPECT_EQ(second.changes, lock::LockChanges{});
}

TEST_F(ProjectLock, IsMadeAnewWhereItCannotBeRead) {
    write("project/.cudaenv.lock", "no lock");
    EXPECT_TRUE(std::holds_alternative<UnreadableLock>(find_replaced_lock(pin("12.4"), session_)));
}

}  // namespace
}  // namespace cudaenv::jobs
