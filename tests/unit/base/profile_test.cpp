// SPDX-License-Identifier: Apache-2.0
// Names of profiles.
#include <cudaenv/base/profile.hpp>

#include <gtest/gtest.h>

namespace cudaenv {
namespace {

TEST(Profile, HasANameThatReadsBack) {
    for (const Profile profile : {Profile::minimal, Profile::standard, Profile::full}) {
        EXPECT_EQ(find_profile(profile_text(profile)), profile);
    }
    EXPECT_EQ(profile_text(Profile::standard), "default");
    EXPECT_EQ(find_profile("standard"), std::nullopt);
    EXPECT_EQ(profile_text(Profile::on_request), "on request");
    EXPECT_EQ(find_profile("on request"), std::nullopt);
}

}  // namespace
}  // namespace cudaenv
