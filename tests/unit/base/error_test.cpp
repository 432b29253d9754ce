// SPDX-License-Identifier: Apache-2.0
// Failures: what they carry and what they exit with.
#include <cudaenv/base/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>

namespace cudaenv {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Error, CarriesMessageHintAndDetails) {
    Error error(ErrorKind::network, "cannot reach example.org");
    error.set_hint("check the proxy").add_detail("inner").add_detail("outer");
    EXPECT_EQ(error.kind(), ErrorKind::network);
    EXPECT_STREQ(error.what(), "cannot reach example.org");
    EXPECT_EQ(error.hint(), "check the proxy");
    EXPECT_THAT(error.details(), ElementsAre("inner", "outer"));
}

TEST(Error, HasAHintOrAdvice) {
    const Error worded(ErrorKind::io, "x", "mend it");
    EXPECT_EQ(worded.cure(), Cure("mend it"));
    const Error advised(ErrorKind::io, "x", Advice::list_installed);
    EXPECT_EQ(advised.cure(), Cure(Advice::list_installed));
    EXPECT_EQ(advised.hint(), "");
    EXPECT_EQ(Error(ErrorKind::io, "x").cure(), Cure());
}

TEST(Error, GivesItsCureToAnother) {
    const Cure cure = Advice(Advice::permit_plain_http, "h.example");
    EXPECT_EQ(Error(ErrorKind::io, "y", Error(ErrorKind::io, "x", cure).cure()).cure(), cure);
    EXPECT_NE(cure, Cure(Advice(Advice::permit_plain_http, "other.example")));
}

TEST(ExitStatus, FollowsTheKind) {
    EXPECT_EQ(exit_status(ErrorKind::usage), 2);
    EXPECT_EQ(exit_status(ErrorKind::not_found), 3);
    EXPECT_EQ(exit_status(ErrorKind::network), 4);
    EXPECT_EQ(exit_status(ErrorKind::integrity), 5);
    EXPECT_EQ(exit_status(ErrorKind::refused), 6);
    EXPECT_EQ(exit_status(ErrorKind::io), 1);
    EXPECT_EQ(exit_status(ErrorKind::conflict), 1);
    EXPECT_EQ(exit_status(ErrorKind::internal), 1);
}

TEST(IoError, NamesActionPathReasonAndTheNextStep) {
    const Error error = io_error("write", "/data/x", ENOSPC);
    EXPECT_EQ(error.kind(), ErrorKind::io);
    EXPECT_EQ(error.message(), "cannot write /data/x: No space left on device");
    EXPECT_EQ(error.hint(),
              "free some space on the file system of /data/x, or remove files there when it has no "
              "inodes left (df -h, df -i)");
}

TEST(IoError, KnowsItsReason) {
    EXPECT_EQ(io_error("read", "/x", EIO).error_number(), EIO);
    EXPECT_EQ(Error(ErrorKind::io, "x").error_number(), 0);
    for (const int reason : {EMFILE, ENFILE, ENOMEM}) EXPECT_TRUE(is_shortage(reason));
    for (const int reason : {0, EIO, EACCES, ENOSPC}) EXPECT_FALSE(is_shortage(reason));
}

TEST(IoError, HintsFitTheReason) {
    EXPECT_THAT(io_error("write", "/x", EDQUOT).hint(), HasSubstr("quota"));
    EXPECT_THAT(io_error("write", "/x", EROFS).hint(), HasSubstr("read-only"));
    EXPECT_THAT(io_error("write", "/x", EACCES).hint(), HasSubstr("permissions of /x"));
    EXPECT_THAT(io_error("open", "/x", EMFILE).hint(), HasSubstr("ulimit"));
    EXPECT_EQ(io_error("read", "/x", EIO).hint(), "");
}

}  // namespace
}  // namespace cudaenv
