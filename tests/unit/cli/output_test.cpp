// SPDX-License-Identifier: Apache-2.0
// What reaches standard output.
#include "cli/output.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace cudaenv::cli {
namespace {

TEST(Output, PutsAReplacementIntoJsonForWhatIsNotUtf8) {
    const Output output{Environment()};
    testing::internal::CaptureStdout();
    output.json({{"path", "/srv/\xff/cuda"}});
    EXPECT_EQ(testing::internal::GetCapturedStdout(), "{\"path\":\"/srv/\xef\xbf\xbd/cuda\"}\n");
}

}  // namespace
}  // namespace cudaenv::cli
