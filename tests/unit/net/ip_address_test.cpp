// SPDX-License-Identifier: Apache-2.0
// Which addresses are somebody's own.
#include <cudaenv/net/ip_address.hpp>

#include <gtest/gtest.h>

#include <netinet/in.h>
#include <sys/socket.h>

namespace cudaenv::net {
namespace {

struct Row {
    const char* text;
    bool is_public;
};

class Addresses : public testing::TestWithParam<Row> {};

TEST_P(Addresses, AreJudgedByTheirNetwork) {
    const auto address = find_ip_address(GetParam().text);
    ASSERT_TRUE(address) << GetParam().text;
    EXPECT_EQ(is_public(*address), GetParam().is_public) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(Table,
                         Addresses,
                         testing::Values(
                             // the edges of each network
                             Row{"0.0.0.0", false},
                             Row{"0.255.255.255", false},
                             Row{"1.0.0.0", true},
                             Row{"9.255.255.255", true},
                             Row{"10.0.0.0", false},
                             Row{"10.255.255.255", false},
                             Row{"11.0.0.0", true},
                             Row{"100.63.255.255", true},
                             Row{"100.64.0.0", false},
                             Row{"100.127.255.255", false},
                             Row{"100.128.0.0", true},
                             Row{"127.0.0.1", false},
                             Row{"127.255.255.255", false},
                             Row{"128.0.0.0", true},
                             Row{"169.253.255.255", true},
                             Row{"169.254.169.254", false},
                             Row{"169.255.0.0", true},
                             Row{"172.15.255.255", true},
                             Row{"172.16.0.0", false},
                             Row{"172.31.255.255", false},
                             Row{"172.32.0.0", true},
                             Row{"192.0.0.8", false},
                             Row{"192.0.1.0", true},
                             Row{"192.167.255.255", true},
                             Row{"192.168.0.0", false},
                             Row{"192.169.0.0", true},
                             Row{"198.17.255.255", true},
                             Row{"198.18.0.0", false},
                             Row{"198.19.255.255", false},
                             Row{"198.20.0.0", true},
                             Row{"223.255.255.255", true},
                             Row{"224.0.0.1", false},
                             Row{"239.255.255.255", false},
                             Row{"240.0.0.1", false},
                             Row{"255.255.255.255", false},
                             Row{"8.8.8.8", true},
                             Row{"::", false},
                             Row{"::1", false},
                             Row{"[::1]", false},
                             Row{"::2", false},
                             Row{"fe80::1%eth0", false},
                             Row{"febf::1", false},
                             Row{"fec0::1", false},
                             Row{"fc00::1", false},
                             Row{"fdff::1", false},
                             Row{"fe00::1", true},
                             Row{"ff02::1", false},
                             Row{"100::1", false},
                             Row{"2001:0:1::1", false},
                             Row{"2606:4700::1", true},
                             // IPv4 in IPv6
                             Row{"::ffff:127.0.0.1", false},
                             Row{"::ffff:10.0.0.1", false},
                             Row{"::ffff:169.254.169.254", false},
                             Row{"::ffff:8.8.8.8", true},
                             Row{"::7f00:1", false},
                             Row{"64:ff9b::10.0.0.1", false},
                             Row{"64:ff9b::8.8.8.8", true},
                             Row{"64:ff9b:1::8.8.8.8", false},
                             Row{"2002:0a00:0001::", false},
                             Row{"2002:0808:0808::", true}));

TEST(IpAddress, IsTheSameInBothFamilies) {
    EXPECT_EQ(find_ip_address("::ffff:1.2.3.4"), find_ip_address("1.2.3.4"));
    EXPECT_EQ(find_ip_address("::ffff:1.2.3.4")->text(), "1.2.3.4");
    EXPECT_EQ(find_ip_address("[FE80::1%eth0]")->text(), "fe80::1");
    for (const char* other : {"", "1.2.3", "1.2.3.4.5", "1.2.3.4 ", "h.example", "::g", "[]"})
        EXPECT_EQ(find_ip_address(other), std::nullopt) << other;
}

TEST(IpAddress, IsReadFromASocket) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(find_ip_address(reinterpret_cast<const sockaddr&>(v4)), find_ip_address("127.0.0.1"));
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_addr = in6addr_loopback;
    EXPECT_EQ(find_ip_address(reinterpret_cast<const sockaddr&>(v6)), find_ip_address("::1"));
    v6.sin6_family = AF_UNIX;
    EXPECT_EQ(find_ip_address(reinterpret_cast<const sockaddr&>(v6)), std::nullopt);
}

}  // namespace
}  // namespace cudaenv::net
