// SPDX-License-Identifier: Apache-2.0
// Asserting the kind and the words of an Error.
#pragma once

#include <cudaenv/base/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace cudaenv::test {

/// Runs `action`, which must throw an Error of `kind` whose message holds `words`.
template <typename Action>
void expect_error(ErrorKind kind, const std::string& words, Action action) {
    try {
        action();
        ADD_FAILURE() << "nothing was thrown; expected an error with \"" << words << '"';
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), kind) << error.message();
        EXPECT_THAT(error.message(), testing::HasSubstr(words));
    }
}

/// With this cure, too.
template <typename Action>
void expect_error(ErrorKind kind, const std::string& words, const Cure& cure, Action action) {
    expect_error(kind, words, [&] {
        try {
            action();
        } catch (const Error& error) {
            EXPECT_EQ(error.cure(), cure);
            throw;
        }
    });
}

}  // namespace cudaenv::test
