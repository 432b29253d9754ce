// SPDX-License-Identifier: Apache-2.0
// Which environments there are, in which order, and which of them fits.
#include "unit/store/store_fixture.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/base/text.hpp>
#include <cudaenv/store/installed.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::store {
namespace {

using testing::ElementsAre;

std::vector<std::string> names_of(const std::vector<Installed>& environments) {
    std::vector<std::string> names;
    names.reserve(environments.size());
    for (const Installed& environment : environments) {
        names.push_back(environment.name + "@" + std::string(origin_text(environment.origin)));
    }
    return names;
}

TEST(ListInstalled, PutsTheBestFirst) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    const fs::path shared = dir / "shared";
    test::add_environment(layout.root, "11.8.0", "11.8.0");
    test::add_environment(layout.root, "12.4.1", "12.4.1");
    test::add_environment(layout.root, "b-nine", "12.4.1", {{Product::cudnn, "9.1.0.70"}});
    test::add_environment(layout.root, "a-nine", "12.4.1", {{Product::cudnn, "9.1.0.70"}});
    test::add_environment(layout.root, "ten", "12.4.1", {{Product::cudnn, "9.10.0"}});
    test::add_environment(layout.root, "12.10.0", "12.10.0");
    test::add_environment(shared, "12.4.1-cudnn9.20.0", "12.4.1", {{Product::cudnn, "9.20.0"}});
    test::add_environment(shared, "13.0.3", "13.0.3");

    EXPECT_THAT(names_of(list_installed(layout, {shared})),
                ElementsAre("13.0.3@shared",
                            "12.10.0@installed",
                            "ten@installed",
                            "a-nine@installed",
                            "b-nine@installed",
                            "12.4.1@installed",
                            "12.4.1-cudnn9.20.0@shared",
                            "11.8.0@installed"));
}

TEST(ListInstalled, PutsFewerAndNewerLibrariesFirst) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    const auto add = [&](const std::string& name, std::map<Product, std::string> libraries) {
        libraries.emplace(Product::cudnn, "9.1.0.70");
        test::add_environment(layout.root, name, "12.4.1", std::move(libraries));
    };
    add("a", {{Product::nccl, "2.9.9"}, {Product::cutensor, "2.0"}});
    add("b", {{Product::nccl, "2.9.9"}});
    add("c", {{Product::nccl, "2.21.5"}});
    add("d", {});
    EXPECT_THAT(names_of(list_installed(layout, {})),
                ElementsAre("d@installed", "c@installed", "b@installed", "a@installed"));
}

TEST(Satisfies, AProfileByALargerOneToo) {
    Installed environment;
    environment.name = "12.4.1";
    environment.toolkit = parse_version("12.4.1");
    environment.activation.profile = Profile::standard;
    Wanted wanted{parse_spec("12.4"), {}};
    EXPECT_TRUE(satisfies(environment, wanted));
    wanted.profile = Profile::minimal;
    EXPECT_TRUE(satisfies(environment, wanted));
    wanted.profile = Profile::full;
    EXPECT_FALSE(satisfies(environment, wanted));
    environment.activation.profile.reset();
    EXPECT_TRUE(satisfies(environment, wanted)) << "earlier programs did not write it down";
}

TEST(ListInstalled, KeepsTheOrderOfTheSharedRoots) {
    const cudaenv::test::TempDir dir;
    test::add_environment(dir / "z", "lab", "12.4.1");
    test::add_environment(dir / "a", "lab", "12.4.1");
    const auto found = list_installed(test::layout_below(dir.path()), {dir / "z", dir / "a"});
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].root, dir / "z");
    EXPECT_EQ(found[1].root, dir / "a");
}

TEST(ListInstalled, SkipsWhatIsBrokenOrForeign) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    EXPECT_TRUE(list_installed(layout, {dir / "absent"}).empty());
    test::add_environment(layout.root, "good", "12.4.1");
    test::add_environment(layout.root, "no-version", "x");
    test::add_environment(layout.root, ".hidden", "12.4.1");
    replace_file(layout.environment("garbage") / ".cudaenv/activation", "garbage");
    replace_file(layout.environment("a-file"), "");
    ensure_directory(layout.environment("directory") / ".cudaenv/activation");
    EXPECT_THAT(names_of(list_installed(layout, {})), ElementsAre("good@installed"));
}

Installed make_environment(const std::string& name,
                           const std::string& toolkit,
                           const std::map<Product, std::string>& libraries) {
    Installed environment;
    environment.name = name;
    environment.toolkit = parse_version(toolkit);
    for (const auto& [library, version] : libraries) {
        environment.libraries.emplace(library, parse_version(version));
    }
    return environment;
}

Wanted make_wanted(const std::string& cuda, const std::map<Product, std::string>& libraries) {
    Wanted wanted{parse_spec(cuda), {}};
    for (const auto& [library, spec] : libraries) {
        wanted.libraries.emplace(library, parse_spec(spec));
    }
    return wanted;
}

std::string words_of(const std::map<Product, std::string>& libraries) {
    std::vector<std::string> words;
    words.reserve(libraries.size());
    for (const auto& [library, spec] : libraries)
        words.push_back(std::string(product_text(library)) + " " + spec);
    return join(words, ", ");
}

TEST(Satisfies, FollowsTheTable) {
    const auto environment =
        make_environment("12.4.1-cudnn9.1.0", "12.4.1", {{Product::cudnn, "9.1.0.70"}});
    struct Row {
        const char* cuda;
        std::map<Product, std::string> libraries;
        bool expected;
    };
    const Row rows[] = {
        {"12", {}, true},
        {"12.4.1", {}, true},
        {"12.5", {}, false},
        {"latest", {}, true},
        {">=12.1,<12.5", {}, true},
        {"<12.4", {}, false},
        {"system", {}, false},
        {"none", {}, false},
        {"12.4.1-cudnn9.1.0", {}, true},
        {"lab", {}, false},
        {"12", {{Product::cudnn, "9"}}, true},
        {"12", {{Product::cudnn, "9.1.0"}}, true},
        {"12", {{Product::cudnn, "8"}}, false},
        {"12", {{Product::cudnn, "latest"}}, true},
        {"12", {{Product::cudnn, ">=9,<10"}}, true},
        {"12", {{Product::cudnn, "none"}}, false},
        {"12", {{Product::nccl, "2"}}, false},
        {"12", {{Product::nccl, "latest"}}, false},
        {"12", {{Product::nccl, "none"}}, true},
        {"12", {{Product::cudnn, "9"}, {Product::nccl, "2"}}, false},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(satisfies(environment, make_wanted(row.cuda, row.libraries)), row.expected)
            << row.cuda << " with " << words_of(row.libraries);
    }
}

TEST(FindMatch, TakesTheFirstThatSatisfies) {
    const std::vector<Installed> environments{
        make_environment("new", "12.4.1", {{Product::cudnn, "9.1.0"}}),
        make_environment("plain", "12.4.1", {}),
        make_environment("old", "11.2.2", {}),
    };
    EXPECT_EQ(find_match(environments, make_wanted("12", {})).value().name, "new");
    EXPECT_EQ(find_match(environments, make_wanted("12", {{Product::cudnn, "none"}})).value().name,
              "plain");
    EXPECT_EQ(find_match(environments, make_wanted("old", {})).value().name, "old");
    EXPECT_FALSE(find_match(environments, make_wanted("13", {})));
    EXPECT_FALSE(find_match({}, make_wanted("latest", {})));
}

class OfATrustedLock : public testing::Test {
 protected:
    OfATrustedLock() {
        ensure_directory(dir / "mine");
        ensure_directory(dir / "other");
        locked.activation.project = (dir / "mine").string();
        locked.path = dir / "prefix";
        replace_file(trusted_lock_path(locked.path), "a lock");
        replace_file(dir / "mine/.cudaenv.lock", "a lock");
    }
    [[nodiscard]] Wanted wanted(const std::string& cuda, const fs::path& project) const {
        Wanted wanted = make_wanted(cuda, {});
        wanted.project = project;
        return wanted;
    }

    cudaenv::test::TempDir dir;
    Installed locked = make_environment("12.4.1-lock00112233", "12.4.1", {});
    const Installed newer = make_environment("12.9.0", "12.9.0", {});
};

TEST_F(OfATrustedLock, AnEnvironmentHasAVersionOnlyForThePinOfItsProject) {
    EXPECT_TRUE(is_of_trusted_lock(locked));
    EXPECT_FALSE(is_of_trusted_lock(newer));
    EXPECT_TRUE(satisfies(locked, wanted("12.4", dir / "mine")));
    EXPECT_FALSE(satisfies(locked, wanted("12.4", dir / "other")));
    EXPECT_FALSE(satisfies(locked, wanted("12.4", dir / "absent")));
    EXPECT_FALSE(satisfies(locked, wanted("12.4", dir / "mine/below")));
    for (const char* spec : {"12.4", "latest", ">=12", "12.4.1"})
        EXPECT_FALSE(satisfies(locked, wanted(spec, {}))) << spec;
}

TEST_F(OfATrustedLock, AnEnvironmentKnowsItsProjectByAnyPath) {
    fs::create_directory_symlink(dir / "mine", dir / "link");
    EXPECT_TRUE(satisfies(locked, wanted("12.4", dir / "link")));
}

TEST_F(OfATrustedLock, AnEnvironmentServesNoLongerThanTheLockStays) {
    replace_file(dir / "mine/.cudaenv.lock", "another lock");
    EXPECT_FALSE(satisfies(locked, wanted("12.4", dir / "mine")));
    fs::remove(dir / "mine/.cudaenv.lock");
    EXPECT_FALSE(satisfies(locked, wanted("12.4", dir / "mine")));
    fs::create_directory(dir / "mine/.cudaenv.lock");
    EXPECT_FALSE(satisfies(locked, wanted("12.4", dir / "mine")));
    fs::remove(dir / "mine/.cudaenv.lock");
    replace_file(dir / "mine/.cudaenv.lock", "a lock");
    EXPECT_TRUE(satisfies(locked, wanted("12.4", dir / "mine")));
    fs::remove(trusted_lock_path(locked.path));
    EXPECT_FALSE(satisfies(locked, wanted("12.4", dir / "mine")));
}

TEST_F(OfATrustedLock, AnEnvironmentAnswersToItsNameButInOtherProjects) {
    EXPECT_TRUE(satisfies(locked, wanted("12.4.1-lock00112233", {})));
    EXPECT_TRUE(satisfies(locked, wanted("12.4.1-lock00112233", dir / "mine")));
    EXPECT_FALSE(satisfies(locked, wanted("12.4.1-lock00112233", dir / "other")));
}

TEST_F(OfATrustedLock, AnEnvironmentComesFirstInItsProject) {
    const std::vector<Installed> environments{newer, locked};
    EXPECT_EQ(find_match(environments, wanted("12", dir / "mine")).value().name, locked.name);
    EXPECT_EQ(find_match(environments, wanted("12", dir / "other")).value().name, newer.name);
    EXPECT_EQ(find_match(environments, wanted("12", {})).value().name, newer.name);
    EXPECT_FALSE(find_match({locked}, wanted("12", {})));
}

TEST_F(OfATrustedLock, AnEnvironmentTakesNoNameFromAnEarlierRoot) {
    Installed own = newer;
    own.name = locked.name;
    EXPECT_EQ(find_match({own, locked}, wanted(locked.name, dir / "mine")).value().toolkit,
              own.toolkit);
}

TEST(ListInstalled, SkipsDirectoriesWithOddNames) {
    const cudaenv::test::TempDir dir;
    const Layout layout = test::layout_below(dir.path());
    for (const char* name : {"good", "a\nb", "a\x1b[2J", "a b", "-x", ".hidden"})
        test::add_environment(layout.root, name, "12.4.1");
    EXPECT_THAT(names_of(list_installed(layout, {})), ElementsAre("good@installed"));
}

TEST(SharedRoots, AreTheAbsoluteEntries) {
    const Environment environment(Environment::Map{{"CUDAENV_SHARED_ROOTS", "/a::relative:/b"}});
    EXPECT_THAT(shared_roots(environment), ElementsAre(fs::path("/a"), fs::path("/b")));
    EXPECT_TRUE(shared_roots({}).empty());
}

}  // namespace
}  // namespace cudaenv::store
