// SPDX-License-Identifier: Apache-2.0
// The client: which way a URL goes, and the two simpler questions asked through the same handle.
#include "net/fetch_file.hpp"
#include "net/transfer.hpp"

#include <cudaenv/net/fetch.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace cudaenv::net {
namespace {

class TextSink : public Sink {
 public:
    TextSink(const Url& url, std::uint64_t limit) : url_(url), limit_(limit) {}

    void start(std::uint64_t offset, const Response& response) override {
        if (response.length.value_or(0) > limit_) throw too_large();
        text_.resize(static_cast<std::size_t>(offset));
    }
    void write(std::string_view bytes) override {
        if (bytes.size() > limit_ - text_.size()) throw too_large();
        text_ += bytes;
    }
    std::string take() { return std::move(text_); }

 private:
    [[nodiscard]] Error too_large() const {
        return fetch_error(
            ErrorKind::network,
            url_,
            {fmt::format("it is larger than {} bytes", limit_), "check the configured address"});
    }

    const Url& url_;
    std::uint64_t limit_;
    std::string text_;
};

/// Statuses that say nothing about one file but that nothing will be had from this host.
bool turns_everything_away(long status) {
    return status == 401 || status == 403 || status == 407 || status >= 500;
}

}  // namespace

struct Client::State {
    Toolbox tools;
};

Client::Client(ClientOptions options, const Environment& environment, const Clock& clock) {
    ConnectionSettings settings = make_connection_settings(options, environment);
    const auto seed =
        static_cast<std::minstd_rand::result_type>(clock.now().time_since_epoch().count());
    state_ = std::make_unique<State>(State{Toolbox{
        std::move(options), std::move(settings), clock, EasyHandle(), std::minstd_rand(seed)}});
}

Client::~Client() = default;

Response Client::fetch(const FetchRequest& request, Sink& sink, const CancelFlag& cancel) {
    cancel.check();
    check_url(request.url, state_->tools.options.policy);
    if (request.url.is_local()) return fetch_file(request, sink, cancel);
    return Transfer(state_->tools, request, sink, cancel).run();
}

Page Client::fetch_text(const FetchRequest& request,
                        std::uint64_t limit,
                        const CancelFlag& cancel) {
    TextSink sink(request.url, limit);
    Response response = fetch(request, sink, cancel);
    return {sink.take(), std::move(response)};
}

bool Client::is_reachable(const Url& url,
                          std::chrono::milliseconds timeout,
                          std::string& reason,
                          const CancelFlag& cancel) {
    cancel.check();
    try {
        check_url(url, state_->tools.options.policy);
    } catch (const Error& error) {
        reason = error.message();
        return false;
    }
    if (url.is_local()) {
        std::error_code ignored;
        const std::string path = url.local_path();
        if (std::filesystem::exists(path, ignored)) return true;
        reason = path + " does not exist";
        return false;
    }
    EasyHandle& handle = state_->tools.handle;
    prepare(handle, state_->tools.settings, url);
    handle.set_number(CURLOPT_NOBODY, 1);
    // Zero would mean no limit.
    handle.set_number(CURLOPT_TIMEOUT_MS, std::max<long>(1, static_cast<long>(timeout.count())));
    Exchange exchange(
        handle, [](const ResponseHead&, std::string_view) { return false; }, cancel);
    exchange.perform();
    const long status = exchange.head().status;
    if (status != 0 && !turns_everything_away(status)) return true;
    reason = (status != 0 ? status_cause(status) : transfer_cause(exchange.facts())).reason;
    return false;
}

}  // namespace cudaenv::net
