// SPDX-License-Identifier: Apache-2.0
// Entering changes what it should, and leaving gives back exactly what was there.
#include <cudaenv/activation/changes.hpp>
#include <cudaenv/base/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <vector>

namespace cudaenv::activation {
namespace {

using Map = Environment::Map;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Key;
using testing::Not;
using testing::Pair;
using testing::StartsWith;

store::Installed make_target(const std::string& name) {
    store::Installed target;
    target.name = name;
    target.root = "/root dir";
    target.path = target.root / "environments" / name;
    target.activation.paths = {"bin", "nsight/bin"};
    target.activation.library_paths = {"lib64"};
    target.activation.set = {{"CUDA_HOME", "."},
                             {"CUDACXX", "./bin/nvcc"},
                             {"CUDAHOSTCXX", "store:gcc-10/bin/g++"},
                             {"CUDA_FLAVOUR", "plain"}};
    target.activation.prepend = {{"NVCC_PREPEND_FLAGS", "-ccbin store:gcc-10/bin/g++"}};
    return target;
}

Environment entered(const Environment& environment, const store::Installed& target) {
    return applied(environment, enter(environment, target, LibraryPath::automatic));
}

Environment left(const Environment& environment) {
    return applied(environment, leave(environment));
}

TEST(Enter, SetsEveryVariableOfTheEnvironment) {
    const Environment environment(Map{{"PATH", "/usr/bin:/bin"}, {"NVCC_PREPEND_FLAGS", "-O1"}});
    const Environment inside = entered(environment, make_target("a"));
    EXPECT_EQ(inside.find("PATH"),
              "/root dir/environments/a/bin:/root dir/environments/a/nsight/bin:/usr/bin:/bin");
    EXPECT_EQ(inside.find("LD_LIBRARY_PATH"), "/root dir/environments/a/lib64");
    EXPECT_EQ(inside.find("CUDA_HOME"), "/root dir/environments/a");
    EXPECT_EQ(inside.find("CUDACXX"), "/root dir/environments/a/bin/nvcc");
    EXPECT_EQ(inside.find("CUDAHOSTCXX"), "/root dir/store/gcc-10/bin/g++");
    EXPECT_EQ(inside.find("CUDA_FLAVOUR"), "plain");
    EXPECT_EQ(inside.find("NVCC_PREPEND_FLAGS"), "-ccbin /root dir/store/gcc-10/bin/g++ -O1");
    EXPECT_EQ(inside.find("CUDAENV_ACTIVE"), "/root dir/environments/a");
}

TEST(Enter, TellsOnlyWhatChanges) {
    const Environment environment(
        Map{{"PATH", "/bin"}, {"EDITOR", "vi"}, {"CUDA_FLAVOUR", "plain"}});
    const Changes changes = enter(environment, make_target("a"), LibraryPath::automatic);
    EXPECT_THAT(changes, Not(Contains(Key("EDITOR"))));
    EXPECT_THAT(changes, Not(Contains(Key("CUDA_FLAVOUR"))));
}

TEST(Enter, LeavesNoEmptyEntryInLists) {
    const Environment environment(Map{{"PATH", "/bin"}, {"LD_LIBRARY_PATH", ""}});
    EXPECT_EQ(entered(environment, make_target("a")).find("LD_LIBRARY_PATH"),
              "/root dir/environments/a/lib64");
}

TEST(Enter, WithNeverLeavesLibraryPathAlone) {
    const Environment environment(Map{{"PATH", "/bin"}});
    EXPECT_THAT(enter(environment, make_target("a"), LibraryPath::never),
                Not(Contains(Key("LD_LIBRARY_PATH"))));
}

TEST(Enter, KeepsTheUndoPrintable) {
    const Environment environment(Map{{"CUDA_HOME", "a\n;,%\x1b\xff"}});
    const std::string undo = *entered(environment, make_target("a")).find("CUDAENV_UNDO");
    EXPECT_THAT(undo, StartsWith("1;"));
    EXPECT_EQ(undo.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                     "0123456789/:._+-%;,"),
              std::string::npos);
}

TEST(Enter, RefusesAVariableThatNoShellCanName) {
    store::Installed target = make_target("a");
    target.activation.set.emplace_back("X;rm", "1");
    EXPECT_THROW(enter({}, target, LibraryPath::automatic), Error);
}

TEST(Enter, TwiceIsOnce) {
    const Environment inside = entered(Environment(Map{{"PATH", "/bin"}}), make_target("a"));
    EXPECT_THAT(enter(inside, make_target("a"), LibraryPath::automatic), IsEmpty());
}

TEST(Enter, AgainKeepsWhatTheUserChanged) {
    Environment inside = entered(Environment(Map{{"PATH", "/bin"}}), make_target("a"));
    inside.set("CUDAHOSTCXX", "/usr/bin/g++-9");
    inside.set("PATH", "/mine:" + *inside.find("PATH"));
    inside.unset("LD_LIBRARY_PATH");
    EXPECT_THAT(enter(inside, make_target("a"), LibraryPath::automatic), IsEmpty());
}

TEST(Enter, AgainMendsAPathThatLostOurs) {
    Environment inside = entered(Environment(Map{{"PATH", "/bin"}}), make_target("a"));
    inside.set("PATH", "/bin");
    const Environment mended = entered(inside, make_target("a"));
    EXPECT_THAT(*mended.find("PATH"), StartsWith("/root dir/environments/a/bin:"));
    EXPECT_EQ(left(mended).find("PATH"), "/bin");
}

TEST(Enter, AgainRemovesWhatAVirtualEnvironmentPutBackOfAnother) {
    const Environment before(Map{{"PATH", "/bin"}});
    const std::string remembered = entered(before, make_target("a")).find("PATH").value();
    Environment inside = entered(before, make_target("b"));
    inside.set("PATH", remembered);
    inside = entered(inside, make_target("b"));
    EXPECT_EQ(inside.find("PATH"),
              "/root dir/environments/b/bin:/root dir/environments/b/nsight/bin:/bin");
    EXPECT_EQ(left(inside).find("PATH"), "/bin");
}

TEST(Enter, AgainFollowsAChangedComposition) {
    const Environment inside = entered(Environment(Map{{"PATH", "/bin"}}), make_target("a"));
    store::Installed changed = make_target("a");
    changed.activation.prepend.clear();
    const Environment after = entered(inside, changed);
    EXPECT_EQ(after.find("NVCC_PREPEND_FLAGS"), std::nullopt);
    EXPECT_EQ(left(after).values(), Environment(Map{{"PATH", "/bin"}}).values());
}

TEST(Enter, AnotherRemovesTheFirst) {
    const Environment environment(Map{{"PATH", "/bin"}});
    const Environment inside = entered(entered(environment, make_target("a")), make_target("b"));
    EXPECT_THAT(*inside.find("PATH"), Not(HasSubstr("environments/a")));
    EXPECT_EQ(inside.values(), entered(environment, make_target("b")).values());
}

TEST(Leave, IsEmptyWhenNothingIsActive) {
    EXPECT_THAT(leave(Environment(Map{{"PATH", "/bin"}})), IsEmpty());
}

TEST(Leave, UnsetsWhatWasUnset) {
    const Environment environment(Map{{"PATH", "/bin"}});
    const Changes changes = leave(entered(environment, make_target("a")));
    EXPECT_THAT(changes, Contains(Pair("CUDA_HOME", std::nullopt)));
    EXPECT_THAT(changes, Contains(Pair("CUDAENV_ACTIVE", std::nullopt)));
    EXPECT_THAT(changes, Contains(Pair("CUDAENV_UNDO", std::nullopt)));
}

TEST(Leave, KeepsValuesTheUserChanged) {
    Environment inside =
        entered(Environment(Map{{"PATH", "/bin"}, {"CUDA_HOME", "/old"}}), make_target("a"));
    inside.set("CUDA_HOME", "/mine");
    inside.set("NVCC_PREPEND_FLAGS", "-g");
    inside.unset("CUDACXX");
    const Environment after = left(inside);
    EXPECT_EQ(after.find("CUDA_HOME"), "/mine");
    EXPECT_EQ(after.find("NVCC_PREPEND_FLAGS"), "-g");
    EXPECT_EQ(after.find("CUDACXX"), std::nullopt);
}

TEST(Leave, TakesOnlyOurEntriesOutOfLists) {
    Environment inside = entered(Environment(Map{{"PATH", "/bin"}}), make_target("a"));
    inside.set("PATH", "/venv/bin:" + *inside.find("PATH") + ":/late");
    inside.set("LD_LIBRARY_PATH", "/mine::" + *inside.find("LD_LIBRARY_PATH"));
    const Environment after = left(inside);
    EXPECT_EQ(after.find("PATH"), "/venv/bin:/bin:/late");
    EXPECT_EQ(after.find("LD_LIBRARY_PATH"), "/mine:");
}

TEST(Leave, KeepsWordsAddedAfterOurs) {
    Environment inside = entered(Environment(Map{{"PATH", "/bin"}}), make_target("a"));
    inside.set("NVCC_PREPEND_FLAGS", *inside.find("NVCC_PREPEND_FLAGS") + " -lineinfo");
    EXPECT_EQ(left(inside).find("NVCC_PREPEND_FLAGS"), "-lineinfo");
}

TEST(Leave, KeepsAnEntryThatWasOnPathBefore) {
    const std::string ours = "/root dir/environments/a/bin";
    const Environment environment(Map{{"PATH", "/bin:" + ours}});
    EXPECT_EQ(left(entered(environment, make_target("a"))).find("PATH"), "/bin:" + ours);
}

TEST(Leave, SurvivesADamagedRecord) {
    for (const char* text : {"",
                             "2;x",
                             "1;",
                             "1;s",
                             "1;s,1X,%41",
                             "1;s,X,%4",
                             "1;s,X,%zz,1",
                             "1;q,X,1,1",
                             "1;s,X,1,%",
                             "1;s,X,1,2,3"}) {
        const Environment environment(
            {{"CUDAENV_ACTIVE", "/a"}, {"CUDAENV_UNDO", text}, {"X", "1"}});
        EXPECT_EQ(left(environment).values(), Environment(Map{{"X", "1"}}).values()) << text;
    }
}

/// Environments of arbitrary bytes, with the variables we touch set, empty and unset.
class RandomEnvironment {
 public:
    explicit RandomEnvironment(unsigned seed) : generator_(seed) {}

    Environment next() {
        constexpr std::array names{"PATH",
                                   "LD_LIBRARY_PATH",
                                   "CUDA_HOME",
                                   "CUDACXX",
                                   "CUDAHOSTCXX",
                                   "NVCC_PREPEND_FLAGS",
                                   "CUDA_FLAVOUR",
                                   "OTHER"};
        Environment environment;
        for (const char* name : names) {
            if (number(4) != 0) environment.set(name, value());
        }
        return environment;
    }

 private:
    unsigned number(unsigned limit) {
        return std::uniform_int_distribution<unsigned>(0, limit - 1)(generator_);
    }

    std::string value() {
        constexpr std::string_view likely = ":: /,;%";
        std::string text;
        for (unsigned length = number(20); length > 0; --length) {
            text +=
                number(2) == 0 ? likely[number(likely.size())] : static_cast<char>(number(255) + 1);
        }
        return text;
    }

    std::mt19937 generator_;
};

TEST(EnterAndLeave, GiveBackAnyEnvironment) {
    RandomEnvironment random(1);
    for (int round = 0; round < 400; ++round) {
        const Environment environment = random.next();
        ASSERT_EQ(left(entered(environment, make_target("a"))).values(), environment.values());
    }
}

TEST(EnterAndLeave, GiveBackAnyEnvironmentAfterASwitch) {
    RandomEnvironment random(2);
    store::Installed second = make_target("b");
    second.activation.prepend = {{"NVCC_APPEND_FLAGS", "-G"}};
    second.activation.set.emplace_back("OTHER", "x");
    for (int round = 0; round < 400; ++round) {
        const Environment environment = random.next();
        const Environment inside = entered(entered(environment, make_target("a")), second);
        ASSERT_EQ(inside.values(), entered(environment, second).values());
        ASSERT_EQ(left(inside).values(), environment.values());
    }
}

}  // namespace
}  // namespace cudaenv::activation
