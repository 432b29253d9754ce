// SPDX-License-Identifier: Apache-2.0
// no_proxy, as people write it.
#include "net/proxy.hpp"

#include <gtest/gtest.h>

namespace cudaenv::net {
namespace {

struct Row {
    const char* host;
    const char* no_proxy;
    bool bypasses;
};

class NoProxy : public testing::TestWithParam<Row> {};

TEST_P(NoProxy, NamesHosts) {
    EXPECT_EQ(bypasses_proxy(GetParam().host, GetParam().no_proxy), GetParam().bypasses)
        << GetParam().host << " " << GetParam().no_proxy;
}

INSTANTIATE_TEST_SUITE_P(Table,
                         NoProxy,
                         testing::Values(Row{"h.example", "", false},
                                         Row{"h.example", "*", true},
                                         Row{"h.example", "a, H.Example,b", true},
                                         Row{"h.example", "a h.example. b", true},
                                         Row{"a.h.example", "h.example", true},
                                         Row{"a.h.example", ".h.example", true},
                                         Row{"h.example", ".h.example", true},
                                         Row{"ah.example", "h.example", false},
                                         Row{"h.example", "a.h.example", false},
                                         Row{"h.example", ", .,", false},
                                         Row{"127.0.0.1", "127.0.0.1", true},
                                         Row{"127.0.0.1", "0.0.1", false},
                                         Row{"127.0.0.1", "127.0.0.0/8", true},
                                         Row{"128.0.0.1", "127.0.0.0/8", false},
                                         Row{"10.1.2.3", "10.0.0.0/x", false},
                                         Row{"[::1]", "::1", true},
                                         Row{"[fd00::1]", "fc00::/7", true},
                                         Row{"[::1]", "127.0.0.0/8", false}));

}  // namespace
}  // namespace cudaenv::net
