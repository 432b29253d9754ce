// SPDX-License-Identifier: Apache-2.0
// Asks NVML and libcuda through dlopen, and says what they answer a line at a time, so that what
// was said before a crash is not lost.
#include <cudaenv/base/printable.hpp>
#include <cudaenv/machine/probe.hpp>

#include <fmt/format.h>

#include <dlfcn.h>
#include <link.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace cudaenv::machine {

namespace fs = std::filesystem;

namespace {

using Say = std::function<void(const std::string&)>;

constexpr int kVersionMismatch = 18;  // NVML_ERROR_LIB_RM_VERSION_MISMATCH
constexpr int kDriverNotLoaded = 9;   // NVML_ERROR_DRIVER_NOT_LOADED
constexpr unsigned kMostGpus = 64;
using Text = std::array<char, 96>;

/// As NVML lays it out.
struct MemoryCounts {
    unsigned long long total = 0;
    unsigned long long free = 0;
    unsigned long long used = 0;
};

/// A library that was loaded for good: drivers do not like to be unloaded.
class Library {
 public:
    explicit Library(const std::string& name)
        : is_wanted_(name != "-"),
          handle_(name == "-" ? nullptr : ::dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL)) {
        if (handle_ != nullptr && is_stub()) handle_ = nullptr;
    }
    [[nodiscard]] bool is_loaded() const { return handle_ != nullptr; }
    /// It was named, and could not be loaded.
    [[nodiscard]] bool is_missing() const { return is_wanted_ && handle_ == nullptr; }

    /// Calls the C function `name`, whose result 0 is success; false when there is no such
    /// function.
    template <typename... Arguments>
    [[nodiscard]] bool call(const char* name, Arguments... arguments) const {
        return status_of(name, arguments...) == 0;
    }
    template <typename... Arguments>
    [[nodiscard]] int status_of(const char* name, Arguments... arguments) const {
        constexpr int absent = -1;
        using Function = int (*)(Arguments...);
        const auto function = reinterpret_cast<Function>(::dlsym(handle_, name));
        return function == nullptr ? absent : function(arguments...);
    }

 private:
    /// A toolkit's lib64/stubs answers every question with an error or a guess.
    [[nodiscard]] bool is_stub() const {
        link_map* map = nullptr;
        if (::dlinfo(handle_, RTLD_DI_LINKMAP, &map) != 0 || map == nullptr) return false;
        std::error_code failure;
        const fs::path path = fs::canonical(map->l_name, failure);
        return std::find(path.begin(), path.end(), fs::path("stubs")) != path.end();
    }

    bool is_wanted_;
    void* handle_;
};

/// 1000 * major + 10 * minor, as both libraries encode it.
std::string cuda_text(int number) {
    return fmt::format("{}.{}", number / 1000, number % 1000 / 10);
}

bool is_cuda_number(int number) {
    constexpr int oldest = 1000;
    constexpr int newest = 1'000'000;
    return number >= oldest && number < newest;
}

std::string bounded(const Text& text) {
    return {text.begin(), std::find(text.begin(), text.end(), '\0')};
}

void describe_gpu(const Library& nvml, unsigned index, const Say& say) {
    void* device = nullptr;
    if (!nvml.call("nvmlDeviceGetHandleByIndex_v2", index, &device)) return;
    Text name{};
    int major = 0;
    int minor = 0;
    MemoryCounts memory;
    const bool is_named =
        nvml.call("nvmlDeviceGetName", device, name.data(), static_cast<unsigned>(name.size()));
    const bool is_capable = nvml.call("nvmlDeviceGetCudaComputeCapability", device, &major, &minor);
    const bool is_measured = nvml.call("nvmlDeviceGetMemoryInfo", device, &memory);
    say(fmt::format("gpu {} {} {}",
                    is_capable ? fmt::format("{}.{}", major, minor) : "-",
                    is_measured ? fmt::format("{}", memory.total) : "-",
                    is_named ? printable(bounded(name)) : ""));
}

/// Whether NVML told the CUDA version, so that libcuda need not be loaded.
bool ask_nvml(const Library& nvml, const Say& say) {
    if (!nvml.is_loaded()) return false;
    if (const int status = nvml.status_of("nvmlInit_v2"); status != 0) {
        if (status == kVersionMismatch) say("mismatch");
        if (status != kDriverNotLoaded) say("failed");
        return false;
    }
    Text driver{};
    if (nvml.call(
            "nvmlSystemGetDriverVersion", driver.data(), static_cast<unsigned>(driver.size()))) {
        say("driver " + printable(bounded(driver)));
    }
    int cuda = 0;
    const bool knows_cuda =
        nvml.call("nvmlSystemGetCudaDriverVersion_v2", &cuda) && is_cuda_number(cuda);
    if (knows_cuda) say(fmt::format("cuda {} NVML", cuda_text(cuda)));
    unsigned count = 0;
    if (!nvml.call("nvmlDeviceGetCount_v2", &count)) count = 0;
    for (unsigned index = 0; index < std::min(count, kMostGpus); ++index) {
        describe_gpu(nvml, index, say);
    }
    static_cast<void>(nvml.status_of("nvmlShutdown"));
    return knows_cuda;
}

void ask_cuda(const Library& cuda, const Say& say) {
    int number = 0;
    if (cuda.is_missing()) say("no-libcuda");
    if (!cuda.is_loaded() || !cuda.call("cuDriverGetVersion", &number)) return;
    if (is_cuda_number(number)) say(fmt::format("cuda {} libcuda", cuda_text(number)));
}

}  // namespace

void probe_driver_libraries(const ProbeLibraries& libraries, const Say& say) {
    const bool knows_cuda = ask_nvml(Library(libraries.nvml), say);
    if (!knows_cuda) ask_cuda(Library(libraries.cuda), say);
    say("done");
}

}  // namespace cudaenv::machine
