// SPDX-License-Identifier: Apache-2.0
// Whatever is said about an address, its user, password, path and query are not part of it.
#include "integration/redist_archives.hpp"
#include "integration/trees.hpp"
#include "integration/world.hpp"
#include "support/loopback_server.hpp"
#include "support/unserved_address.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <functional>

namespace cudaenv::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kSecret = "s3cr3t-t0ken";
const std::string kPrefix = std::string("/") + kSecret;
const std::string kQuery = std::string("?sig=") + kSecret;
const std::string kUser = std::string(kSecret) + ":" + kSecret + "@";

/// `address` with the secret wherever an address can hold one.
std::string with_secrets(const std::string& address) {
    const std::size_t host = std::string("http://").size();
    const std::size_t path = std::min(address.find('/', host), address.size());
    return address.substr(0, host) + kUser + address.substr(host, path - host) + kPrefix +
           address.substr(path) + kQuery;
}

class SecretAddress : public testing::Test {
 protected:
    SecretAddress() {
        upstream.server().ignore_prefix(kPrefix);
        set_sources(upstream.server().url());
    }

    void set_sources(const std::string& server) {
        world.environment.set("CUDAENV_DEBIAN_URL", with_secrets(server + "/debian"));
        world.environment.set("CUDAENV_REDIST_URL", with_secrets(server + "/compute"));
        world.environment.set("CUDAENV_WHEEL_INDEX_URL", with_secrets(server + "/simple"));
    }
    void set_each_source(const std::string& text) {
        for (const char* key : {"DEBIAN", "REDIST", "WHEEL_INDEX"})
            world.environment.set(std::string("CUDAENV_") + key + "_URL", text);
    }
    void write(const fs::path& file, const std::string& text) const {
        fs::create_directories(file.parent_path());
        std::ofstream(file) << text;
    }

    /// Runs it; fails the test when the secret is said.
    ProcessResult run(const std::vector<std::string>& arguments) const {
        ProcessResult result = world.run(arguments);
        for (const std::string& said : {result.output, result.errors}) {
            EXPECT_THAT(said, Not(HasSubstr("s3cr3t"))) << testing::PrintToString(arguments);
            // Also not in the form that is sent.
            EXPECT_THAT(said, Not(HasSubstr("czNjcjN0"))) << testing::PrintToString(arguments);
        }
        return result;
    }
    /// Everything that asks a source, or says where it would ask.
    void run_all() const {
        for (const char* spec : {"11.2", "12.4", "13.0"}) {
            run({"install", spec, "--dry-run"});
            run({"install", spec});
            run({"install", spec, "--reinstall", "--json"});
        }
        run({"install", "gcc-10"});
        run({"resolve", "12.4", "--explain", "--json"});
        run({"resolve", "12.4", "--explain"});
        run({"list", "--available", "--json"});
        run({"list"});
        run({"use", "12.4"});
        run({"lock"});
        run({"lock", "--check"});
        run({"install", "--locked"});
        run({"catalog", "update", "--json"});
        run({"catalog", "show"});
        run({"upgrade"});
        run({"current"});
    }
    /// The first file below the root, the cache or the project that holds the secret.
    [[nodiscard]] std::string find_in_files() const {
        for (const fs::path& directory :
             {world.layout().root, world.layout().cache, world.project()}) {
            if (!fs::exists(directory)) continue;
            for (const auto& entry : fs::recursive_directory_iterator(directory)) {
                if (entry.path().string().find("s3cr3t") != std::string::npos)
                    return entry.path().string();
                if (entry.is_regular_file() &&
                    text_of(entry.path()).find("s3cr3t") != std::string::npos)
                    return entry.path().string();
            }
        }
        return {};
    }

    Upstream upstream;
    World world{upstream};
};

TEST_F(SecretAddress, IsUsedAndNotRecorded) {
    upstream.publish(redist_cuda("12.4.7"));
    run_all();
    EXPECT_EQ(find_in_files(), "");
    for (const char* name : {"11.2.2", "12.4.1-cudnn9.1.1.17", "13.0.2"})
        EXPECT_TRUE(fs::exists(world.prefix(name).parent_path())) << name;
    ASSERT_FALSE(upstream.server().requests().empty());
    for (const auto& request : upstream.server().requests()) {
        EXPECT_THAT(request.path, HasSubstr(kSecret));
        EXPECT_EQ(request.headers.count("authorization"), 1U) << request.path;
    }
}

TEST_F(SecretAddress, ThatNobodyServesIsNamedByItsKey) {
    const UnservedAddress refusing(UnservedAddress::Manner::refuses);
    set_sources(refusing.url());
    run_all();
    EXPECT_EQ(find_in_files(), "");
    EXPECT_THAT(run({"install", "12.4"}).errors,
                HasSubstr("CUDAENV_REDIST_URL (" + refusing.url() + "): connection refused"));
}

TEST_F(SecretAddress, OfAnArchiveIsShownByItsFileOnly) {
    for (const int status : {403, 404, 503}) {
        Behaviour behaviour;
        behaviour.fail_times = Behaviour::kAlways;
        behaviour.fail_status = status;
        upstream.server().behave(upstream.address("cuda_nvcc-linux-x86_64-12.4.131"), behaviour);
        const ProcessResult result = run({"install", "12.4", "--source", "redist"});
        EXPECT_EQ(result.status, 4);
        EXPECT_THAT(result.errors,
                    AllOf(HasSubstr("address: " + upstream.server().url() + "/…/cuda_nvcc-linux"),
                          HasSubstr(".tar.xz?…")));
    }
}

TEST_F(SecretAddress, OfADamagedArchiveIsShownByItsFileOnly) {
    upstream.tamper("cuda_nvcc-linux-x86_64-12.4.131",
                    std::string(upstream.bytes("cuda_nvcc-linux-x86_64-12.4.131").size(), 'x'));
    const ProcessResult result = run({"install", "12.4", "--source", "redist"});
    EXPECT_EQ(result.status, 5);
    EXPECT_THAT(result.errors, HasSubstr("from " + upstream.server().url() + "/…/cuda_nvcc-linux"));
    EXPECT_EQ(find_in_files(), "");
}

TEST_F(SecretAddress, OfAPageIsShownByItsProjectOnly) {
    for (const char* page : {"not JSON",
                             "{\"meta\":{\"api-version\":\"2.0\"}}",
                             "{\"meta\":{\"api-version\":\"1.0\"},\"files\":[]}"}) {
        upstream.server().serve("/simple/nvidia-cuda-nvcc/", page);
        const ProcessResult result = run({"install", "13.0", "--source", "wheels"});
        EXPECT_NE(result.status, 0);
        EXPECT_THAT(result.errors, HasSubstr(upstream.server().url()));
    }
}

TEST_F(SecretAddress, NamedByAServerIsNotRepeated) {
    for (const std::string& location : {"https://" + kUser + "h.example" + kPrefix + kQuery,
                                        "http://" + kUser + "h.example" + kPrefix + kQuery,
                                        "ftp://" + kUser + "h.example" + kPrefix,
                                        "file://" + kPrefix,
                                        "http://" + kUser + "127.0.0.1:1" + kPrefix,
                                        "http://h.example:" + std::string(kSecret),
                                        kPrefix + kPrefix + kQuery}) {
        Behaviour behaviour;
        behaviour.redirect_to = location;
        upstream.server().behave(upstream.address("cuda_nvcc-linux-x86_64-12.4.131"), behaviour);
        // Nothing outside of this machine is asked.
        world.environment.set("https_proxy", "http://127.0.0.1:1");
        EXPECT_NE(run({"install", "12.4", "--source", "redist"}).status, 0) << location;
    }
}

const std::vector<std::string> kMalformed{
    "https://user:12/" + std::string(kSecret) + "@h.example/x",
    "https://user:12#" + std::string(kSecret) + "@h.example/x",
    "user:" + std::string(kSecret) + "@h.example/x",
    std::string(kSecret) + "@h.example/x",
    "h.example" + kPrefix,
    "//user:" + std::string(kSecret) + "@h.example/",
    "htps://user:" + std::string(kSecret) + "@h.example/",
    "https://h.example:" + std::string(kSecret) + "/",
    "https://" + std::string(kSecret) + "%@h.example/",
    "https://h.example/a " + std::string(kSecret)};

TEST_F(SecretAddress, ThatIsMalformedIsNotShownAtAll) {
    const auto try_variable = [&](const char* variable, const std::string& text) {
        const Environment before = world.environment;
        world.environment.set(variable, text);
        const ProcessResult result = run({"install", "12.4", "--dry-run"});
        EXPECT_EQ(result.status, 2) << variable << " " << text;
        EXPECT_THAT(result.errors, HasSubstr(variable)) << text;
        world.environment = before;
    };
    for (const std::string& text : kMalformed) {
        try_variable("CUDAENV_REDIST_URL", text);
        const fs::path config = world.home() / ".config/cudaenv/config.yaml";
        write(config, "debian_url: '" + text + "'\n");
        EXPECT_EQ(run({"install", "12.4", "--dry-run"}).status, 2) << text;
        fs::remove(config);
    }
    for (const char* variable : {"CUDAENV_DEBIAN_URL",
                                 "CUDAENV_WHEEL_INDEX_URL",
                                 "CUDAENV_SOURCES",
                                 "CUDAENV_PROFILE",
                                 "CUDAENV_JOBS"}) {
        try_variable(variable, kMalformed.front());
    }
}

TEST_F(SecretAddress, ThatIsMalformedIsNotShownOfPipsAndOfProxies) {
    world.environment.unset("CUDAENV_WHEEL_INDEX_URL");
    world.environment.set("PIP_INDEX_URL", upstream.wheel_index_url());
    for (const char* variable : {"http_proxy",
                                 "ALL_PROXY",
                                 "PIP_PROXY",
                                 "PIP_INDEX_URL",
                                 "PIP_EXTRA_INDEX_URL",
                                 "PIP_FIND_LINKS"}) {
        for (const std::string& text : {kMalformed[0], kMalformed[7]}) {
            const Environment before = world.environment;
            world.environment.set(variable, text);
            const ProcessResult result = run({"install", "13.0", "--source", "wheels"});
            EXPECT_EQ(result.status, 4) << variable << result.errors;
            EXPECT_THAT(result.errors, HasSubstr(variable)) << text;
            world.environment = before;
        }
    }
}

TEST_F(SecretAddress, OfAProxyIsNotShown) {
    const UnservedAddress refusing(UnservedAddress::Manner::refuses);
    for (const std::string& proxy : {with_secrets(refusing.url()),
                                     with_secrets(upstream.server().url()),
                                     "http://" + kUser + "proxy.invalid:3128",
                                     "socks5://" + kUser + "127.0.0.1:1",
                                     kUser + "127.0.0.1:1"}) {
        world.environment.set("http_proxy", proxy);
        run({"install", "12.4", "--source", "redist"});
        world.environment.unset("http_proxy");
        world.environment.unset("CUDAENV_WHEEL_INDEX_URL");
        world.environment.set("PIP_INDEX_URL", with_secrets(upstream.wheel_index_url()));
        world.environment.set("PIP_PROXY", proxy);
        run({"install", "13.0", "--source", "wheels"});
        set_sources(upstream.server().url());
    }
    EXPECT_EQ(find_in_files(), "");
}

TEST_F(SecretAddress, InPipsConfigurationIsNamedByItsFile) {
    world.environment.unset("CUDAENV_WHEEL_INDEX_URL");
    const fs::path file = world.scratch("pip.conf");
    world.environment.set("PIP_CONFIG_FILE", file.string());
    const UnservedAddress refusing(UnservedAddress::Manner::refuses);
    write(file, "[global]\nindex-url = " + with_secrets(refusing.url() + "/simple") + "\n");
    EXPECT_THAT(run({"install", "13.0", "--source", "wheels"}).errors,
                HasSubstr(file.string() + " (" + refusing.url() + "): connection refused"));
    write(file, "[global]\nindex-url = " + with_secrets(upstream.wheel_index_url()) + "\n");
    EXPECT_EQ(run({"install", "13.0", "--source", "wheels"}).status, 0);
    EXPECT_EQ(find_in_files(), "");
}

TEST_F(SecretAddress, InNetrcIsSentAndNotShown) {
    write(world.home() / ".netrc",
          "machine 127.0.0.1 login " + std::string(kSecret) + " password " + kSecret + "\n");
    world.environment.set("CUDAENV_REDIST_URL", upstream.redist_url());
    EXPECT_EQ(run({"install", "12.4", "--source", "redist"}).status, 0);
    EXPECT_EQ(upstream.server().requests().back().headers.count("authorization"), 1U);
    EXPECT_EQ(find_in_files(), "");
}

TEST_F(SecretAddress, InFilesOfAProjectIsNotRepeated) {
    for (const std::string& line :
         {"torch https://" + kUser + "h.example/x.whl",
          "torch==" + kUser + "h.example",
          "torch @ https://" + kUser + "h.example" + kPrefix + "/torch-2.6.0-cp312.whl" + kQuery,
          "--extra-index-url https://" + kUser + "h.example" + kPrefix + "/cu124\ntorch==2.6.0"}) {
        write(world.project() / "requirements.txt", line + "\n");
        run({"resolve", "--for", "requirements.txt"});
        run({"resolve", "--for", "requirements.txt", "--json"});
    }
    write(world.project() / ".cudaenv", "https://" + kUser + "h.example" + kPrefix + "\n");
    run({"install"});
    run({"current"});
}

}  // namespace
}  // namespace cudaenv::test
