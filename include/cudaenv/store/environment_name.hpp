// SPDX-License-Identifier: Apache-2.0
// What an environment is called unless it has a name of its own.
#pragma once

#include <cudaenv/base/compiler_kind.hpp>
#include <cudaenv/base/product.hpp>
#include <cudaenv/base/profile.hpp>
#include <cudaenv/base/version.hpp>

#include <map>
#include <string>
#include <string_view>

namespace cudaenv::store {

/// `<toolkit>[-cudnn<x.y.z>][-<library><version>…]`, the other libraries in the order of their
/// texts: what differs in a release or a library is called differently. Of more than a name can
/// hold, `-and<N>more` ends it.
std::string default_environment_name(const Version& toolkit,
                                     const std::map<Product, Version>& libraries);

/// What ends the second name of two that differ only in the host compiler ("gcc10"), or only in how
/// much of the toolkit they hold ("full").
std::string distinction(CompilerKind kind, const Version& version);
std::string distinction(Profile profile);

/// Whether `name` is the default one, alone or with distinctions behind it, or what earlier
/// programs called it (`<toolkit>[-cudnn<x.y.z>]`, whatever the other libraries): nobody chose it.
bool is_named_by_rule(std::string_view name,
                      const Version& toolkit,
                      const std::map<Product, Version>& libraries);

/// "lock0123abcd", which ends the name of a trusted lock's environment, of a digest in hexadecimal.
std::string lock_label(const std::string& identity_hex);
/// "12.4.1-lock0123abcd".
bool has_lock_label(std::string_view name);

}  // namespace cudaenv::store
