// SPDX-License-Identifier: Apache-2.0
// A function of the program comes before that of the C library, for libcurl too.
#include "fake_resolver.hpp"

#include <dlfcn.h>
#include <netdb.h>

#include <atomic>
#include <chrono>
#include <string_view>
#include <thread>

namespace {

std::atomic<bool> is_silence_over{false};

using Resolve = int (*)(const char*, const char*, const addrinfo*, addrinfo**);

}  // namespace

extern "C" int getaddrinfo(const char* name,
                           const char* service,
                           const addrinfo* hints,
                           addrinfo** result) {
    const std::string_view host = name == nullptr ? "" : name;
    if (host == cudaenv::net::kSilentName) {
        while (!is_silence_over) std::this_thread::sleep_for(std::chrono::milliseconds(20));
        return EAI_AGAIN;
    }
    const bool is_loopback = host == cudaenv::net::kLoopbackName;
    if (host.ends_with(".test") && !is_loopback) return EAI_NONAME;
    const auto original = reinterpret_cast<Resolve>(dlsym(RTLD_NEXT, "getaddrinfo"));
    return original(is_loopback ? "127.0.0.1" : name, service, hints, result);
}

namespace cudaenv::net {

void end_silence() {
    is_silence_over = true;
}

}  // namespace cudaenv::net
