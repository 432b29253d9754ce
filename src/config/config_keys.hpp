// SPDX-License-Identifier: Apache-2.0
// The keys of config.yaml: their names, and how a value's text becomes a value.
#pragma once

#include <cudaenv/config/config.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cudaenv::config {

struct Key {
    std::string_view name;
    /// Sets the key's member from what `where`, the key or its variable, says; the complaint when
    /// it is no value for it. A key that a shim obeys is only checked: its value is read there.
    std::optional<std::string> (*assign)(Config& config,
                                         const std::string& text,
                                         const std::string& where);
    std::string_view separator{};  ///< of a list's items in that text; empty: no list
};

std::span<const Key> known_keys();
/// nullptr when there is no such key.
const Key* find_key(std::string_view name);
/// A plain word in quotation marks. Anything else may be an address with a password, put at the
/// wrong place: "what stands there".
std::string quoted_word(std::string_view text);
/// "CUDAENV_JOBS" for "jobs".
std::string variable_name(const Key& key);
/// Lower-case hosts of the plain http addresses in `config`.
std::vector<std::string> plain_http_hosts(const Config& config);

}  // namespace cudaenv::config
