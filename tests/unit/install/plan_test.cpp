// SPDX-License-Identifier: Apache-2.0
// What an installation will do, as decided from releases, options and what is there already.
#include "support/temp_dir.hpp"

#include <cudaenv/base/error.hpp>
#include <cudaenv/digest/hash.hpp>
#include <cudaenv/install/plan.hpp>
#include <cudaenv/source/sources.hpp>
#include <cudaenv/store/entries.hpp>
#include <cudaenv/store/entry_record.hpp>
#include <cudaenv/store/environment_name.hpp>
#include <cudaenv/sys/files.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cudaenv::install {
namespace {

using catalog::Provides;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr Platform kPlatform = Platform::linux_x86_64;

catalog::Archive archive(const std::string& component,
                         const std::string& path,
                         std::uint64_t size,
                         const std::string& variant = "") {
    catalog::Archive archive;
    archive.component = component;
    archive.version = "1.2";
    archive.path = path;
    archive.sha256 = digest::hash_bytes(path);
    archive.size = ByteCount{size};
    archive.variant = variant;
    return archive;
}

catalog::Release release(Product product,
                         const std::string& version,
                         SourceName source,
                         Provides provides,
                         std::vector<catalog::Archive> archives) {
    catalog::Release release;
    release.product = product;
    release.version = parse_version(version);
    release.offers = {{source, provides, {{kPlatform, std::move(archives)}}}};
    return release;
}

std::vector<std::string> files_of(const StoreStep& step) {
    std::vector<std::string> files;
    for (const PlannedArchive& planned : step.archives)
        files.push_back(planned.archive.file_name());
    return files;
}

class Planning : public testing::Test {
 protected:
    Planning() {
        for (const SourceName name : source_names())
            sources_.emplace(name, source::make_source(name, {}));
        resolution_.toolkit = parse_version("12.4.1");
        resolution_.source = SourceName::redist;
        choose_compiler(CompilerOrigin::none);
        options_.spec = "12.4";
        releases_[Product::cuda] =
            release(Product::cuda,
                    "12.4.1",
                    SourceName::redist,
                    Provides::toolkit,
                    {archive("cuda_compat", "cuda_compat/c.tar.xz", 1),
                     archive("cuda_nvcc", "cuda_nvcc/n.tar.xz", 100),
                     archive("libcublas", "libcublas/b.tar.xz", 1000),
                     archive("nsight_compute", "nsight_compute/s.tar.xz", 10)});
        releases_[Product::gcc] = release(
            Product::gcc,
            "10.2.1",
            SourceName::debian,
            Provides::compiler,
            {archive("gcc", "pool/a_10_amd64.deb", 20), archive("gcc", "pool/b_10_amd64.deb", 30)});
    }

    void choose_library(Product product, const std::string& variant) {
        resolve::ChosenLibrary library;
        library.product = product;
        library.version = parse_version("9.1.1.17");
        library.source = SourceName::redist;
        library.variant = variant;
        resolution_.libraries = {library};
    }
    void choose_compiler(CompilerOrigin origin) {
        resolve::ChosenCompiler& compiler = resolution_.host_compiler;
        compiler.kind = CompilerKind::gcc;
        compiler.version = parse_version("10.2.1");
        compiler.origin = origin;
        compiler.path = origin == CompilerOrigin::system ? "/usr/bin/g++-10" : "";
        compiler.source = SourceName::debian;
    }
    [[nodiscard]] Supplies supplies() const {
        return {[this](Product product, const Version&) { return releases_.at(product); },
                sources_,
                layout_};
    }
    [[nodiscard]] Plan plan() const { return make_plan(resolution_, options_, supplies()); }
    [[nodiscard]] Plan compiler_plan() const {
        return make_compiler_plan(
            parse_version("10.2.1"), SourceName::debian, options_, supplies());
    }
    [[nodiscard]] Error failure() const {
        try {
            static_cast<void>(plan());
        } catch (const Error& error) {
            return error;
        }
        return {ErrorKind::internal, "it is planned"};
    }
    void put_into_store(const std::string& entry) const {
        replace_file(store::entry_record_path(store::entry_path(layout_, entry)), "{}");
    }
    void put_into_cache(const catalog::Archive& archive, const char* end, std::size_t size) const {
        replace_file(layout_.downloads() / (archive.sha256.hex() + end), std::string(size, 'x'));
    }

    test::TempDir dir_;
    store::Layout layout_{dir_ / "root", dir_ / "cache", dir_ / "config"};
    Sources sources_;
    std::map<Product, catalog::Release> releases_;
    resolve::Resolution resolution_;
    PlanOptions options_;
};

TEST_F(Planning, MakesAStepOfEachArchiveOfTheProfile) {
    const Plan made = plan();
    ASSERT_EQ(made.steps.size(), 2U);
    EXPECT_THAT(files_of(made.steps[0]), ElementsAre("n.tar.xz"));
    EXPECT_THAT(files_of(made.steps[1]), ElementsAre("b.tar.xz"));
    for (const StoreStep& step : made.steps) {
        EXPECT_EQ(step.source, SourceName::redist);
        EXPECT_EQ(step.purpose.provides, Provides::toolkit);
        EXPECT_EQ(step.purpose.release, parse_version("12.4.1"));
        EXPECT_FALSE(step.in_store);
        EXPECT_FALSE(step.is_compiler());
        EXPECT_EQ(step.name(), step.archives.front().archive.file_name());
    }
    EXPECT_EQ(made.steps[0].archives.front().label, "cuda_nvcc");
    EXPECT_THAT(made.steps[0].entries, ElementsAre(StartsWith("cuda_nvcc-1.2-"), ""));
    EXPECT_EQ(made.download.value, 1100U);
}

TEST_F(Planning, MakesAnEnvironmentOfThem) {
    const Plan made = plan();
    ASSERT_TRUE(made.environment);
    EXPECT_EQ(made.name(), "12.4.1");
    EXPECT_EQ(made.path(layout_), layout_.environment("12.4.1"));
    EXPECT_FALSE(made.environment->keeps_what_is_there);
    EXPECT_EQ(made.environment->trusted_lock, "");
    const store::Record& record = made.environment->record;
    EXPECT_EQ(record.spec, "12.4");
    EXPECT_EQ(record.toolkit.text(), "12.4.1");
    EXPECT_EQ(record.source, SourceName::redist);
    EXPECT_EQ(record.profile, Profile::standard);
    EXPECT_EQ(record.platform, Platform::linux_x86_64);
    EXPECT_EQ(record.host_compiler, std::nullopt);
    EXPECT_EQ(record.lock, std::nullopt);
    ASSERT_EQ(record.archives.size(), 2U);
    EXPECT_EQ(record.archives[1].component, "libcublas");
    EXPECT_EQ(record.archives[1].size.value, 1000U);
    EXPECT_THAT(record.archives[1].entries, ElementsAre(made.steps[1].entries.front()));
}

TEST_F(Planning, TakesWhatProfileAndComponentsAskFor) {
    options_.profile = Profile::minimal;
    EXPECT_THAT(files_of(plan().steps.back()), ElementsAre("n.tar.xz"));
    options_.profile = Profile::full;
    EXPECT_THAT(files_of(plan().steps.back()), ElementsAre("s.tar.xz"));
    options_.profile = Profile::standard;
    options_.components = {"cuda_compat"};
    EXPECT_THAT(files_of(plan().steps.front()), ElementsAre("c.tar.xz"));
    EXPECT_THAT(plan().environment->record.components, ElementsAre("cuda_compat"));
    options_.components.clear();
    options_.every_archive = true;
    EXPECT_EQ(plan().steps.size(), 4U);
}

TEST_F(Planning, GivesTheStaticPartAnEntryOfItsOwn) {
    options_.with_statics = true;
    const Plan made = plan();
    EXPECT_THAT(made.steps[1].entries,
                ElementsAre(StartsWith("libcublas-1.2-"), StartsWith("libcublas-static-1.2-")));
    EXPECT_EQ(made.environment->record.archives[1].entries, made.steps[1].entries);
    EXPECT_EQ(made.steps[1].entries.front(), [&] {
        options_.with_statics = false;
        return plan().steps[1].entries.front();
    }()) << "the core is the same";
}

TEST_F(Planning, PutsLibrariesBehindTheToolkit) {
    releases_[Product::cudnn] = release(Product::cudnn,
                                        "9.1.1.17",
                                        SourceName::redist,
                                        Provides::library,
                                        {archive("cudnn", "cudnn/11.tar.xz", 1, "cuda11"),
                                         archive("cudnn", "cudnn/12.tar.xz", 5, "cuda12"),
                                         archive("cudnn_samples", "cudnn/s.tar.xz", 1, "cuda12")});
    choose_library(Product::cudnn, "cuda12");
    const Plan made = plan();
    ASSERT_EQ(made.steps.size(), 3U);
    EXPECT_THAT(files_of(made.steps[2]), ElementsAre("12.tar.xz"));
    EXPECT_EQ(made.steps[2].purpose.provides, Provides::library);
    EXPECT_EQ(made.steps[2].purpose.toolkit, Version()) << "it is built for one toolkit";
    EXPECT_EQ(made.environment->record.libraries.at(Product::cudnn).text(), "9.1.1.17");
    EXPECT_EQ(made.name(),
              store::default_environment_name(parse_version("12.4.1"),
                                              made.environment->record.libraries));
    choose_library(Product::cudnn, "cuda13");
    EXPECT_EQ(failure().kind(), ErrorKind::not_found);
    EXPECT_THAT(failure().message(), HasSubstr("no archive of cuDNN 9.1.1.17"));
}

TEST_F(Planning, TellsALibraryForSeveralToolkitsBesideWhichItStands) {
    releases_[Product::cutensor] = release(Product::cutensor,
                                           "9.1.1.17",
                                           SourceName::redist,
                                           Provides::library,
                                           {archive("libcutensor", "libcutensor/t.tar.xz", 1)});
    choose_library(Product::cutensor, "");
    EXPECT_EQ(plan().steps.back().purpose.toolkit, parse_version("12.4.1"));
}

TEST_F(Planning, MakesACompilerInOneStepOfAllItsPackages) {
    choose_compiler(CompilerOrigin::store);
    const Plan made = plan();
    ASSERT_EQ(made.steps.size(), 3U);
    const StoreStep& compiler = made.steps.back();
    EXPECT_TRUE(compiler.is_compiler());
    EXPECT_THAT(files_of(compiler), ElementsAre("a_10_amd64.deb", "b_10_amd64.deb"));
    EXPECT_EQ(compiler.archives[1].label, "b");
    EXPECT_THAT(compiler.entries, ElementsAre(StartsWith("gcc-10-10.2.1-")));
    EXPECT_EQ(compiler.name(), compiler.entries.front());
    EXPECT_EQ(compiler.purpose.release, parse_version("10.2.1"));
    EXPECT_EQ(made.download.value, 1150U);
    const store::Record& record = made.environment->record;
    ASSERT_EQ(record.archives.size(), 4U);
    EXPECT_EQ(record.archives[2].entries, compiler.entries);
    EXPECT_EQ(record.archives[3].entries, compiler.entries);
    ASSERT_TRUE(record.host_compiler);
    EXPECT_EQ(record.host_compiler->path, compiler.entries.front());
}

TEST_F(Planning, RecordsACompilerOfTheSystemUnlessNvccFindsItAnyway) {
    choose_compiler(CompilerOrigin::system);
    EXPECT_EQ(plan().steps.size(), 2U);
    EXPECT_EQ(plan().environment->record.host_compiler->path, "/usr/bin/g++-10");
    resolution_.host_compiler.is_default = true;
    EXPECT_EQ(plan().environment->record.host_compiler, std::nullopt);
}

TEST_F(Planning, OfACompilerAloneHasNoEnvironment) {
    const Plan made = compiler_plan();
    EXPECT_FALSE(made.environment);
    ASSERT_EQ(made.steps.size(), 1U);
    EXPECT_EQ(made.name(), made.steps.front().entries.front());
    EXPECT_EQ(made.path(layout_), store::entry_path(layout_, made.name()));
    EXPECT_EQ(made.download.value, 50U);
    choose_compiler(CompilerOrigin::store);
    EXPECT_EQ(plan().steps.back().entries, made.steps.front().entries) << "it is the same compiler";
}

TEST_F(Planning, FetchesNothingThatIsInTheStore) {
    options_.with_statics = true;
    const StoreStep step = plan().steps[1];
    put_into_store(step.entries[source::kCore]);
    EXPECT_FALSE(plan().steps[1].in_store) << "the static part is missing";
    EXPECT_EQ(plan().download.value, 1100U);
    put_into_store(step.entries[source::kStatics]);
    EXPECT_TRUE(plan().steps[1].in_store);
    EXPECT_EQ(plan().download.value, 100U);
}

TEST_F(Planning, FetchesOnlyWhatTheCacheLacks) {
    const StoreStep step = plan().steps[1];
    put_into_cache(step.archives.front().archive, ".partial", 400);
    EXPECT_EQ(plan().download.value, 700U);
    put_into_cache(step.archives.front().archive, "", 1000);
    EXPECT_EQ(plan().download.value, 100U);
    EXPECT_FALSE(plan().steps[1].in_store);
}

TEST_F(Planning, KeepsWhatOnlyALockVouchesForApart) {
    const Plan honest = plan();
    choose_compiler(CompilerOrigin::store);
    const Plan honest_too = plan();
    options_.trusted_lock = TrustedLock{
        "/home/me/x", {honest.steps[1].archives.front().archive.sha256}, "x-1234", "the lock"};
    const Plan made = plan();
    EXPECT_EQ(made.name(), "12.4.1-x-1234");
    EXPECT_EQ(made.environment->trusted_lock, "the lock");
    EXPECT_EQ(made.environment->record.project, "/home/me/x");
    EXPECT_EQ(made.environment->record.lock, digest::hash_bytes("the lock"));
    EXPECT_EQ(made.steps[0].entries, honest.steps[0].entries);
    EXPECT_NE(made.steps[1].entries, honest.steps[1].entries);
    EXPECT_EQ(made.steps[2].entries, honest_too.steps[2].entries);
    options_.trusted_lock->archives = {honest_too.steps[2].archives[1].archive.sha256};
    EXPECT_NE(plan().steps[2].entries, honest_too.steps[2].entries) << "one package is enough";
}

TEST_F(Planning, RefusesWhatTheSourceDoesNotHave) {
    options_.components = {"cuda_nothing"};
    EXPECT_EQ(failure().kind(), ErrorKind::not_found);
    EXPECT_THAT(failure().message(), HasSubstr("no component cuda_nothing"));
    EXPECT_THAT(failure().hint(), AllOf(HasSubstr("libcublas"), Not(HasSubstr("nothing"))));
    options_ = {};
    options_.platform = Platform::linux_sbsa;
    EXPECT_EQ(failure().message(), "source redist has no CUDA 12.4.1 for linux-sbsa");
    options_ = {};
    sources_.erase(SourceName::redist);
    EXPECT_EQ(failure().message(), "source redist is not in use");
}

TEST_F(Planning, TakesTheNameThatIsGiven) {
    options_.environment_name = "mine";
    EXPECT_EQ(plan().name(), "mine");
    EXPECT_EQ(plan().path(layout_), layout_.environment("mine"));
}

}  // namespace
}  // namespace cudaenv::install
