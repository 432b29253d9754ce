// SPDX-License-Identifier: Apache-2.0
// What is in order before a shell is told to rely on it.
#include "root_fixture.hpp"
#include "support/expect_error.hpp"

#include <cudaenv/activation/shims.hpp>
#include <cudaenv/jobs/init_job.hpp>

#include <gtest/gtest.h>

namespace cudaenv::jobs {
namespace {

using activation::Shell;

class InitJob : public testing::Test, protected test::RootFixture {
 protected:
    Environment environment_;
    CancelFlag cancel_;
    Session session_{{environment_, layout, directory / "bin/cudaenv", system_clock(), cancel_}};
};

TEST_F(InitJob, ReturnsTheTextThatTheRootHoldsThen) {
    replace_file(directory / "bin/cudaenv-shim", "#!/bin/sh\n");
    const std::string text = prepare_shell(Shell::fish, session_);
    EXPECT_EQ(text, activation::integration_text(Shell::fish, layout, session_.program()));
    EXPECT_EQ(find_file_text(layout.root / "shell/init.fish", text.size() + 1), text);
}

TEST_F(InitJob, GivesNoShellWhatCannotBeReliedOn) {
    cudaenv::test::expect_error(ErrorKind::not_found, "cudaenv-shim is missing beside", [&] {
        prepare_shell(Shell::bash, session_);
    });
}

}  // namespace
}  // namespace cudaenv::jobs
