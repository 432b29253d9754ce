// SPDX-License-Identifier: Apache-2.0
// Asking selection, and telling what it passed over.
#include "cli/steps/pins.hpp"

#include <cudaenv/base/error.hpp>

namespace cudaenv::cli {

namespace fs = std::filesystem;

selection::Selection select(const std::optional<std::string>& argument, const Services& services) {
    return select(argument, services.environment, services);
}

selection::Selection select(const std::optional<std::string>& argument,
                            const Environment& environment,
                            const Services& services) {
    selection::Selection selection =
        selection::select({argument, services.directory}, environment, services.layout);
    for (const fs::path& file : selection.not_followed) warn_not_followed(file, services);
    return selection;
}

std::optional<selection::Selection> try_select(const Services& services) {
    try {
        return select(std::nullopt, services);
    } catch (const Error& error) {
        services.output.warning(error);
        return std::nullopt;
    }
}

selection::Selection require_selection(const std::optional<std::string>& argument,
                                       const Services& services) {
    selection::Selection selection = select(argument, services);
    selection::require_installed(selection, services.environment);
    return selection;
}

std::optional<selection::Pin> find_pin(const Services& services) {
    selection::PinSearch search = selection::find_pin(
        services.directory, {services.environment, services.layout.config_file()});
    for (const fs::path& file : search.not_followed) warn_not_followed(file, services);
    return std::move(search.pin);
}

void warn_not_followed(const fs::path& file, const Services& services) {
    services.output.warning(
        selection::not_followed_error(file, services.environment, services.layout));
}

}  // namespace cudaenv::cli
