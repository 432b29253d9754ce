// SPDX-License-Identifier: Apache-2.0
// Redirects are followed here and not by libcurl, because every address must pass the policy.
#include "net/redirect.hpp"

namespace cudaenv::net {

bool is_redirect(long status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

Url redirect_target(const Url& url, const std::string& location, const UrlPolicy& policy) {
    Url target = follow(url, location);
    check_url(target, policy);
    return target;
}

}  // namespace cudaenv::net
