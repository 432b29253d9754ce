// SPDX-License-Identifier: Apache-2.0
// Names that keep different compositions apart.
#include "install/choose_name.hpp"

#include <cudaenv/store/environment_name.hpp>

#include <algorithm>
#include <vector>

namespace cudaenv::install {

namespace {

/// Whether `record` may stand, or stands already, where `present` does.
bool serves_as(const store::Record& present, const store::Record& record, bool is_compiler_named) {
    if (present.toolkit != record.toolkit) return false;
    if (is_compiler_named && !store::same_compiler(present.host_compiler, record.host_compiler))
        return false;
    return store::holds(present, record) || store::covers(record, present);
}

/// The plain name first.
std::vector<std::string> names_for(const store::Record& record, const Distinctions& distinctions) {
    std::vector<std::string> endings{""};
    const resolve::ChosenCompiler& compiler = distinctions.compiler;
    const std::string profile =
        record.profile ? "-" + store::distinction(*record.profile) : std::string();
    if (distinctions.is_compiler_named && compiler.origin != CompilerOrigin::none) {
        const std::string name = "-" + store::distinction(compiler.kind, compiler.version);
        endings.push_back(name);
        endings.push_back(name + profile);
    } else {
        endings.push_back(profile);
    }
    const std::string plain = store::default_environment_name(record.toolkit, record.libraries);
    std::vector<std::string> names;
    names.reserve(endings.size());
    for (const std::string& ending : endings) names.push_back(plain + ending);
    return names;
}

}  // namespace

std::string choose_name(const store::Record& record,
                        const Distinctions& distinctions,
                        const store::Layout& layout) {
    if (!distinctions.label.empty()) {
        return store::default_environment_name(record.toolkit, record.libraries) + "-" +
               distinctions.label;
    }
    const std::vector<std::string> names = names_for(record, distinctions);
    const auto fits = [&](const std::string& name) {
        const auto present = store::find_readable_record(layout.environment(name));
        return !present || serves_as(*present, record, distinctions.is_compiler_named);
    };
    const auto found = std::find_if(names.begin(), names.end(), fits);
    return found == names.end() ? names.front() : *found;
}

}  // namespace cudaenv::install
