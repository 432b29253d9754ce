// SPDX-License-Identifier: Apache-2.0
// Libraries that stand for NVML: FAKE_HEALTHY, FAKE_OLD, FAKE_MISMATCH, FAKE_HANGING,
// FAKE_CRASHING, FAKE_GARBAGE.
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstring>

namespace {

constexpr int kOk = 0;
constexpr int kFunctionNotFound = 13;
constexpr int kMismatch = 18;

struct Memory {
    unsigned long long total;
    unsigned long long free;
    unsigned long long used;
};

void copy(char* target, unsigned size, const char* text) {
#ifdef FAKE_GARBAGE
    static_cast<void>(text);
    std::memset(target, '\n', size);
#else
    std::strncpy(target, text, size);
#endif
}

bool is_second(void* device) {
    return device != nullptr;
}
int second = 2;

}  // namespace

extern "C" {

int nvmlInit_v2() {
#if defined FAKE_MISMATCH
    return kMismatch;
#elif defined FAKE_HANGING
    std::signal(SIGTERM, SIG_IGN);
    for (;;) ::pause();
#else
    static_cast<void>(kMismatch);
    return kOk;
#endif
}
int nvmlShutdown() {
    return kOk;
}

int nvmlSystemGetDriverVersion(char* text, unsigned size) {
    copy(text, size, "550.144.03");
    return kOk;
}

int nvmlSystemGetCudaDriverVersion_v2(int* version) {
#if defined FAKE_OLD
    static_cast<void>(version);
    return kFunctionNotFound;
#elif defined FAKE_GARBAGE
    *version = -2147483647;
    return kOk;
#else
    static_cast<void>(kFunctionNotFound);
    *version = 12040;
    return kOk;
#endif
}

int nvmlDeviceGetCount_v2(unsigned* count) {
#if defined FAKE_CRASHING
    std::raise(SIGSEGV);
#endif
#ifdef FAKE_GARBAGE
    *count = 4'000'000'000U;
#else
    *count = 2;
#endif
    return kOk;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned index, void** device) {
    *device = index == 0 ? nullptr : &second;
    return kOk;
}

int nvmlDeviceGetName(void* device, char* text, unsigned size) {
    copy(text, size, is_second(device) ? "NVIDIA GeForce RTX 3090" : "NVIDIA A100-SXM4-40GB");
    return kOk;
}

int nvmlDeviceGetCudaComputeCapability(void* device, int* major, int* minor) {
#ifdef FAKE_GARBAGE
    static_cast<void>(device);
    *major = -5;
    *minor = 1'000'000;
#else
    *major = 8;
    *minor = is_second(device) ? 6 : 0;
#endif
    return kOk;
}

int nvmlDeviceGetMemoryInfo(void* device, Memory* memory) {
    *memory = {is_second(device) ? 25'769'803'776ULL : 42'949'672'960ULL, 0, 0};
    return kOk;
}
}
