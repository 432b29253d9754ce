// SPDX-License-Identifier: Apache-2.0
// The proxy in all the ways apt lets people write it.
#include "config/apt_conf.hpp"

#include <gtest/gtest.h>

namespace cudaenv::config {
namespace {

struct Row {
    const char* name;
    const char* text;
    std::optional<std::string> value;
};

class AptSetting : public testing::TestWithParam<Row> {};

TEST_P(AptSetting, IsFound) {
    EXPECT_EQ(find_apt_setting(GetParam().text, "Acquire::http::Proxy"), GetParam().value);
}

INSTANTIATE_TEST_SUITE_P(
    Forms,
    AptSetting,
    testing::Values(
        Row{"Flat", "Acquire::http::Proxy \"http://p.example:3128\";", "http://p.example:3128"},
        Row{"OtherCase", "acquire::HTTP::proxy \"http://p\";", "http://p"},
        Row{"Nested", "Acquire { http { Proxy \"http://p\"; }; };", "http://p"},
        Row{"HalfNested",
            "Acquire::http {\n  Timeout \"5\";\n  Proxy \"http://p\";\n};\n",
            "http://p"},
        Row{"LastWins",
            "Acquire::http::Proxy \"http://a\";\nAcquire::http::Proxy \"http://b\";",
            "http://b"},
        Row{"Commented",
            "// Acquire::http::Proxy \"a\";\n# Acquire::http::Proxy \"b\";\n/* "
            "Acquire::http::Proxy \"c\"; */",
            {}},
        Row{"AfterComments", "/* x */ Acquire::http::Proxy /* y */ \"http://p\"; // z", "http://p"},
        Row{"Unquoted", "Acquire::http::Proxy http://p.example;", "http://p.example"},
        Row{"OtherScheme", "Acquire::https::Proxy \"http://p\";", {}},
        Row{"OneHost", "Acquire::http::Proxy::h.example \"DIRECT\";", {}},
        Row{"AfterABlock",
            "APT { Get { Yes \"1\"; }; };\nAcquire::http::Proxy \"http://p\";",
            "http://p"},
        Row{"UnclosedQuote", "Acquire::http::Proxy \"http://p", "http://p"},
        Row{"StrayBraces", "}; } Acquire::http::Proxy \"http://p\";", "http://p"},
        Row{"Empty", "", {}}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace cudaenv::config
