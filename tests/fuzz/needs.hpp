// SPDX-License-Identifier: Apache-2.0
// What holds of the needs that any reader of project files finds.
#pragma once

#include "fuzz/fuzz.hpp"
#include "python/choose.hpp"
#include "python/needs.hpp"
#include "python/options.hpp"

#include <cudaenv/sys/files.hpp>

#include <sys/mman.h>

#include <string>

namespace cudaenv::fuzz {

/// A file of the text that is nowhere on disk, for readers that take a path.
class TextFile {
 public:
    explicit TextFile(std::string_view text) : fd_(::memfd_create("text", MFD_CLOEXEC)) {
        write_all(fd_.get(), text, "text");
    }
    [[nodiscard]] python::fs::path path() const {
        return "/proc/self/fd/" + std::to_string(fd_.get());
    }

 private:
    UniqueFd fd_;
};

inline void check_need(const python::FrameworkNeed& need) {
    require(!need.framework.empty(), "a need names a framework");
    require(!python::is_without_cuda(need) || !need.cuda, "what is without CUDA names none");
    require(need.also.size() < python::kMostOptions, "what else is allowed can be told");
}

/// For a Python that is not known, and for one that is.
template <typename Reader>
void check_reader(const Reader& read, const python::fs::path& file) {
    for (const char* python : {"", "3.12"}) {
        accept_or_refuse([&] {
            python::Choice choice;
            choice.python = find_version(python);
            python::Needs needs(choice);
            read(file, needs);
            for (const auto& need : python::choose_needs(needs.statements(), needs.choice()))
                check_need(need);
        });
    }
}

/// What a requirements file includes would be files of this machine.
inline bool names_files(std::string_view text) {
    for (const auto* each : {"-r", "-c", "--r", "--c"})
        if (text.find(each) != std::string_view::npos) return true;
    return false;
}

}  // namespace cudaenv::fuzz
