// SPDX-License-Identifier: Apache-2.0
// Top down: run() repeats attempt(), which follows redirects and lets judge() decide about the last
// answer.
#include "net/transfer.hpp"

#include "net/redirect.hpp"

#include <cudaenv/base/handle.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>

namespace cudaenv::net {
namespace {

constexpr int kMaxRedirects = 10;
// An attempt that brought this much is no sign of a bad server: counting starts anew.
constexpr std::uint64_t kWorthwhileBytes = 1U << 20U;
constexpr std::chrono::milliseconds kSleepSlice{50};

/// The address that `host` is, rather than has; of "localhost" the one that it must have.
std::optional<IpAddress> literal_address(const std::string& host) {
    return find_ip_address(host == "localhost" ? "127.0.0.1" : host);
}

Error not_public(const Url& url, const IpAddress& address) {
    return {ErrorKind::refused,
            fmt::format("{} is not asked: a server on the internet named it, and {} is an address "
                        "of this machine's own network",
                        url.shown(),
                        address.text()),
            "check the configured address; if this one is meant, configure it itself"};
}

}  // namespace

Transfer::Transfer(Toolbox& tools,
                   const FetchRequest& request,
                   Sink& sink,
                   const CancelFlag& cancel)
    : tools_(tools),
      request_(request),
      cancel_(cancel),
      body_(request, sink),
      pace_(tools.options.slowest_rate, tools.options.stall_timeout, tools.options.patience),
      farthest_(request.offset) {}

Response Transfer::run() {
    for (unsigned number = 1;; ++number) {
        cancel_.check();
        Outcome outcome = attempt();
        if (auto* response = std::get_if<Response>(&outcome)) return *response;

        auto& failure = std::get<Failure>(outcome);
        // Bytes that came before, and came again, are no progress.
        if (body_.position() >= farthest_ + kWorthwhileBytes) {
            farthest_ = body_.position();
            number = 1;
        }
        const auto delay = delay_after(failure, number);
        if (!delay) {
            if (number > 1)
                failure.error.add_detail(fmt::format("given up after {} attempts", number));
            throw failure.error;
        }
        pause(*delay);
    }
}

Transfer::Outcome Transfer::attempt() {
    pace_.begin(tools_.clock.now(), body_.received());
    const ScopeExit end([this] { pace_.end(tools_.clock.now()); });
    return follow_redirects();
}

Transfer::Outcome Transfer::follow_redirects() {
    Url url = request_.url;
    Reach reach = request_.reach;
    for (int hops = 0; hops <= kMaxRedirects; ++hops) {
        prepare_request(url);
        Exchange exchange(
            tools_.handle,
            [&](const ResponseHead& head, std::string_view bytes) {
                return body_.receive(head, bytes, url);
            },
            cancel_);
        const bool is_whole = perform(exchange, url, reach);
        const ResponseHead& head = exchange.head();
        was_reached_ = was_reached_ || head.status != 0;
        if (head.status != 0) reach = reach_of_answer(url, reach);
        if (!is_redirect(head.status) || head.location.empty()) {
            Outcome outcome = judge(exchange, is_whole, url);
            if (auto* response = std::get_if<Response>(&outcome)) response->reach = reach;
            return outcome;
        }
        url = redirect_target(url, head.location, tools_.options.policy);
    }
    throw fetch_error(
        ErrorKind::network,
        request_.url,
        {fmt::format("more than {} redirects", kMaxRedirects), "check the configured address"});
}

NamedBy Transfer::named_by(const Url& url) const {
    const std::vector<Url>& named = tools_.options.named_by_user;
    // A link of a page may have brought us here, or a redirect.
    const bool is_meant =
        url.has_origin_of(request_.url) &&
        (named.empty() ? request_.reach == Reach::anywhere
                       : std::any_of(named.begin(), named.end(), [&url](const Url& each) {
                             return url.has_origin_of(each);
                         }));
    return is_meant ? NamedBy::user : NamedBy::server;
}

bool Transfer::perform(Exchange& exchange, const Url& url, Reach reach) {
    PeerGuard guard(tools_.options.is_public);
    if (reach == Reach::public_only) {
        const auto literal = literal_address(url.host());
        if (literal && !tools_.options.is_public(*literal)) throw not_public(url, *literal);
        // A proxy looks names up itself: of what it connects to nothing is known here.
        if (tools_.settings.proxy_for(url) == nullptr) guard.watch(tools_.handle);
    }
    const bool is_whole = exchange.perform([this] {
        return pace_.judge(tools_.clock.now(), body_.received()) == Pace::Verdict::fine;
    });
    if (guard.refused() && exchange.head().status == 0) throw not_public(url, *guard.refused());
    return is_whole;
}

Reach Transfer::reach_of_answer(const Url& url, Reach reach) const {
    // What a proxy connects to counts as public unless the address says otherwise.
    const auto peer = tools_.settings.proxy_for(url) == nullptr
                          ? find_ip_address(tools_.handle.text(CURLINFO_PRIMARY_IP))
                          : literal_address(url.host());
    const bool is_public = !peer || tools_.options.is_public(*peer);
    return is_public ? Reach::public_only : reach;
}

void Transfer::prepare_request(const Url& url) {
    prepare(tools_.handle, tools_.settings, url, named_by(url));
    body_.expect_answer();
    std::vector<std::string> headers;
    if (!request_.accept.empty()) headers.push_back("Accept: " + request_.accept);
    if (body_.position() > 0) {
        tools_.handle.set_text(CURLOPT_RANGE, fmt::format("{}-", body_.position()));
        if (!body_.validator().empty()) headers.push_back("If-Range: " + body_.validator());
    }
    tools_.handle.set_headers(headers);
}

Transfer::Outcome Transfer::judge(const Exchange& exchange, bool is_whole, const Url& url) {
    const ResponseHead& head = exchange.head();
    if (head.status == 0) return broken(exchange, url);
    if (head.status >= 200 && head.status < 300) return finish(exchange, is_whole, url);
    if (head.status == 416 && body_.position() > 0) return judge_refused_range(head, url);
    return bad_status(head, url);
}

Transfer::Outcome Transfer::finish(const Exchange& exchange, bool is_whole, const Url& url) {
    const ResponseHead& head = exchange.head();
    // An empty body never reached receive().
    if (is_whole) body_.begin(head, url);
    if (!body_.mismatch().empty()) {
        const Cause cause{body_.mismatch(), Advice::try_later_or_other_source};
        body_.forget();
        return Failure{fetch_error(ErrorKind::network, url, cause)};
    }
    if (!is_whole) return broken(exchange, url);
    if (body_.is_short()) {
        return Failure{
            fetch_error(ErrorKind::network, url, transfer_cause({.code = CURLE_PARTIAL_FILE}))};
    }
    return make_response(head, url);
}

// RFC 9110: a range that begins at the end of the file cannot be satisfied; for us the file is
// complete then.
Transfer::Outcome Transfer::judge_refused_range(const ResponseHead& head, const Url& url) {
    const std::optional<std::uint64_t> total = head.content_range && head.content_range->total
                                                   ? head.content_range->total
                                                   : request_.expected_size;
    if (total == body_.position()) {
        ResponseHead complete = head;
        complete.status = 206;
        complete.content_range = ContentRange{total, total};
        if (body_.begin(complete, url)) return make_response(complete, url);
    }
    body_.forget();
    const Cause cause{"the server no longer has the part that is missing",
                      Advice::try_again_or_other_source};
    return Failure{fetch_error(ErrorKind::network, url, cause)};
}

Transfer::Failure Transfer::bad_status(const ResponseHead& head, const Url& url) {
    const Cause cause = status_cause(head.status);
    const bool is_absent = head.status == 404 || head.status == 410;
    Failure failure{fetch_error(is_absent ? ErrorKind::not_found : ErrorKind::network, url, cause),
                    cause.persistence};
    const curl_off_t wait = tools_.handle.offset(CURLINFO_RETRY_AFTER);
    if (wait > 0) {
        failure.retry_after = std::chrono::seconds(std::min<curl_off_t>(wait, 24L * 60 * 60));
        failure.error.add_detail(fmt::format("the server asks to wait {} seconds", wait));
    }
    return failure;
}

Transfer::Failure Transfer::broken(const Exchange& exchange, const Url& url) const {
    TransferFacts facts = exchange.facts();
    facts.was_reached = was_reached_;
    const bool was_slow = pace_.verdict() != Pace::Verdict::fine;
    if (was_slow) facts.code = CURLE_OPERATION_TIMEDOUT;
    const Cause cause = was_slow && facts.was_connected ? pace_cause(pace_) : transfer_cause(facts);
    return {fetch_error(ErrorKind::network, url, cause), cause.persistence};
}

std::optional<std::chrono::milliseconds> Transfer::delay_after(const Failure& failure,
                                                               unsigned attempt) {
    if (failure.persistence == Persistence::give_up) return std::nullopt;
    if (failure.persistence == Persistence::once_more && attempt > 1) return std::nullopt;
    return retry_delay(tools_.options.retry, attempt, failure.retry_after, tools_.random);
}

void Transfer::pause(std::chrono::milliseconds duration) const {
    while (duration.count() > 0) {
        cancel_.check();
        const auto slice = std::min(duration, kSleepSlice);
        tools_.clock.sleep(slice);
        duration -= slice;
    }
}

}  // namespace cudaenv::net
