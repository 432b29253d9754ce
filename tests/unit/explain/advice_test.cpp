// SPDX-License-Identifier: Apache-2.0
// Advice as it is typed or configured.
#include <cudaenv/explain/advice.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace cudaenv::explain {
namespace {

using testing::HasSubstr;

TEST(AdviceWords, AreASentenceOfItsOwnForEachKind) {
    std::set<std::string> sentences;
    constexpr int kinds = static_cast<int>(Advice::install_program_again) + 1;
    for (int kind = 0; kind < kinds; ++kind) {
        const std::string sentence = words(static_cast<Advice::Kind>(kind));
        EXPECT_NE(sentence, "") << kind;
        EXPECT_TRUE(sentences.insert(sentence).second) << sentence;
    }
}

TEST(AdviceWords, NameOptionsAndCommands) {
    EXPECT_EQ(words(Advice::check_network_or_other_source),
              "check the network and the proxy variables (https_proxy, http_proxy, no_proxy), or "
              "choose another --source");
    EXPECT_EQ(words(Advice::fetch_once_online), "run the same command without --offline once");
    EXPECT_EQ(words(Advice::lock_again), "cudaenv lock writes it again");
    EXPECT_EQ(words(Advice::set_redist_address), "set redist_url in config.yaml");
}

TEST(AdviceWords, NameTheSubject) {
    EXPECT_EQ(words({Advice::other_name_or_uninstall, "12.4.1"}),
              "choose another --name, or: cudaenv uninstall 12.4.1");
    EXPECT_EQ(words({Advice::leave_out_library_or_other_source, "nccl"}),
              "leave out --with nccl, or try another --source");
    EXPECT_THAT(words({Advice::permit_plain_http, "h.example"}),
                HasSubstr("redist_url: http://h.example/"));
}

TEST(CureWords, AreTheHintOrTheAdvice) {
    EXPECT_EQ(cure_words("mend it"), "mend it");
    EXPECT_EQ(cure_words(Advice::list_installed), "cudaenv list shows what is");
    EXPECT_EQ(cure_words({}), "");
}

}  // namespace
}  // namespace cudaenv::explain
