// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/curl/peer_rules.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::curl {

class Transfer;

struct ClientAnswer;

/// A request body that is read while it is sent.
struct BodySource {
  std::uint64_t size = 0;
  /// Fills `into` with the bytes from `offset` on and returns how many there are; 0 ends the
  /// transfer. May be called for the same offset again, when a closed connection is replaced.
  std::function<std::size_t(std::uint64_t offset, std::span<char> into)> read_at;
};

/// Takes a piece of the body of a 2xx response, whose head is known by then; false ends the
/// transfer.
using BodySink = std::function<bool(const ClientAnswer& head, std::string_view piece)>;

struct ClientRequest {
  std::string method;
  std::string url;
  /// "Name: value" each, without line ends.
  std::vector<std::string> fields;
  /// Must stay valid until send() returns. Methods other than GET and HEAD send it with its length,
  /// even when it is empty.
  std::string_view body{};
  /// When set, it is sent as the body, by PUT.
  std::optional<BodySource> source{};
  /// When set, it takes the body of a 2xx response, whatever its size.
  BodySink sink{};
  std::size_t max_answer_bytes = std::size_t{1024} * 1024;
  /// Cuts a longer response body at that size instead of failing.
  bool cut_long_answer = false;
  /// Time limit of the whole request; 0 means no limit.
  std::chrono::milliseconds timeout{30'000};
  std::chrono::milliseconds connect_timeout{3'000};
  /// Time without a single byte after which the transfer fails; 0 means no limit.
  std::chrono::seconds stall_timeout{0};
  /// A stop request ends the wait within about a second.
  std::stop_token stop{};
};

struct ClientAnswer {
  int status = 0;
  /// Headers in the order in which they arrived; names in lower case, values without surrounding
  /// white space.
  std::vector<std::pair<std::string, std::string>> fields;
  std::string body;

  /// Returns the first field of that lower-case name; "" when there is none.
  [[nodiscard]] std::string_view field(std::string_view name) const noexcept;
};

struct HttpClientOptions {
  /// Allows http: besides https:, which always uses TLS 1.2 or newer with the peer verified.
  bool plain_allowed = false;
  PeerRules peers{};
  /// Connections kept for later requests; 0: each request opens its own and checks its peer anew.
  std::size_t max_idle_connections = 16;
};

/// HTTP/1.1 client for servers that the operator chose, over connections that are kept from request
/// to request. No proxies; redirects are responses like any other. Thread-safe: concurrent calls
/// use separate connections.
class HttpClient {
 public:
  explicit HttpClient(HttpClientOptions options);
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  ~HttpClient();

  /// Blocks until the response, the time-out or the stop. Reconnects once when a kept connection
  /// turns out to be closed. Errors: too_large (the response), unavailable and not retryable
  /// (stopped, or ended by the source or the sink of the bodies), unavailable and retryable (the
  /// request was not sent), unknown_outcome (it was sent, but no whole response came),
  /// deadline_exceeded (it was sent, but the time ran out), otherwise those of make_error().
  [[nodiscard]] Result<ClientAnswer> send(const ClientRequest& request);

 private:
  std::unique_ptr<Transfer> take_transfer();
  void give_back(std::unique_ptr<Transfer> transfer);

  const HttpClientOptions options_;
  std::mutex mutex_;
  /// The most recently used one is taken first: its connection is the likeliest to be alive.
  std::vector<std::unique_ptr<Transfer>> idle_;
};

}  // namespace audmg::curl
