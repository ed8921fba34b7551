// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/adapters/webhook/webhook_publisher.hpp"

#include "audmg/core/id.hpp"
#include "audmg/lib/curl/http_client.hpp"
#include "audmg/lib/curl/url.hpp"
#include "audmg/notification/adapters/webhook/public_address.hpp"
#include "audmg/notification/adapters/webhook/webhook_signature.hpp"
#include "audmg/notification/event_json.hpp"

#include <arpa/inet.h>

#include <array>
#include <cstdint>
#include <span>
#include <utility>

namespace audmg::notification {
namespace {

constexpr std::size_t kMaxAnswerBytes = std::size_t{64} * 1024;
constexpr std::uint16_t kHttpsPort = 443;

/// Returns whether the host is written as an address to which no connection will be made.
bool is_private_literal(std::string host) {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  std::array<std::uint8_t, 16> bytes{};
  if (inet_pton(AF_INET, host.c_str(), bytes.data()) == 1) {
    return !is_public_address(std::span(bytes).first(4));
  }
  return inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1 && !is_public_address(bytes);
}

Result<void> check_url(const WebhookOptions& options) {
  AUDMG_TRY(const curl::Url url, curl::parse_url(options.url));
  if (url.has_credentials || url.has_fragment) {
    return fail(ErrorCode::invalid_argument, "the URL may have neither a password nor a #fragment");
  }
  if (options.allow_private) {
    if (url.scheme == "https" || url.scheme == "http") return {};
    return fail(ErrorCode::invalid_argument, "the URL must begin with https:// or http://");
  }
  if (url.scheme != "https" || url.port != kHttpsPort) {
    return fail(ErrorCode::invalid_argument,
                "the URL must begin with https:// and use port 443, unless private addresses are "
                "allowed");
  }
  if (is_private_literal(url.host)) {
    return fail(ErrorCode::invalid_argument,
                "the URL's address is not public, and private addresses are not allowed");
  }
  return {};
}

/// Maps the status of the subscriber's response to a result.
Result<void> judge(int status) {
  if (status >= 200 && status <= 299) return {};
  const std::string message = "the webhook answered " + std::to_string(status);
  const bool later = status == 408 || status == 429 || status >= 500 || status < 300;
  if (later) return fail(ErrorCode::unavailable, message, true);
  return fail(ErrorCode::invalid_argument, message);
}

/// Permits only public addresses at the port of https:, unless private addresses are allowed.
curl::PeerRules peer_rules(const WebhookOptions& options) {
  curl::PeerRules peers{.ca_file = options.ca_file, .resolve = options.resolve};
  if (!options.allow_private) {
    peers.may_connect = [](const curl::PeerAddress& peer) {
      return is_public_address(peer.address()) && peer.port == kHttpsPort;
    };
  }
  return peers;
}

class WebhookPublisher final : public Publisher {
 public:
  WebhookPublisher(WebhookOptions options, std::string key, const Clock& clock)
      : options_(std::move(options)),
        key_(std::move(key)),
        clock_(clock),
        client_({.plain_allowed = options_.allow_private,
                 .peers = peer_rules(options_),
                 .max_idle_connections = 0}) {}

  Result<void> publish(const Event& event) override {
    // It goes into a header field.
    if (!is_uuid_text(event.id)) {
      return fail(ErrorCode::invalid_argument, "the event's id is none");
    }
    const std::string body = event_to_json(event);
    if (body.size() > kMaxEventBytes) {
      return fail(ErrorCode::invalid_argument, "the event is too long");
    }
    const auto seconds =
        std::chrono::floor<std::chrono::seconds>(clock_.now()).time_since_epoch().count();
    const std::string timestamp = std::to_string(seconds);
    auto answer = client_.send(
        {.method = "POST",
         .url = options_.url,
         .fields = {"Content-Type: application/json", "webhook-id: " + event.id,
                    "webhook-timestamp: " + timestamp,
                    "webhook-signature: " + webhook_signature(key_, event.id, timestamp, body)},
         .body = body,
         .max_answer_bytes = kMaxAnswerBytes,
         .cut_long_answer = true,
         .timeout = options_.timeout,
         .connect_timeout = options_.timeout});
    if (answer) return judge(answer->status);
    // An event may be delivered twice, so it makes no difference that this one may have arrived.
    if (answer.error().code == ErrorCode::unknown_outcome) {
      answer.error().code = ErrorCode::unavailable;
    }
    return std::unexpected(std::move(answer.error()));
  }

 private:
  const WebhookOptions options_;
  const std::string key_;
  const Clock& clock_;
  curl::HttpClient client_;
};

}  // namespace

Result<std::unique_ptr<Publisher>> make_webhook_publisher(WebhookOptions options,
                                                          const Clock& clock) {
  AUDMG_CHECK(check_url(options));
  AUDMG_TRY(std::string key, webhook_key(options.secret));
  return std::make_unique<WebhookPublisher>(std::move(options), std::move(key), clock);
}

}  // namespace audmg::notification
