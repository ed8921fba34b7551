// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/curl/peer_rules.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::curl {

class Transfer;

struct ClientRequest {
  std::string method;
  std::string url;
  /// "Name: value" each, without line ends.
  std::vector<std::string> fields;
  /// Must live until the answer. Methods but GET and HEAD send it, with its length, also when it is
  /// empty.
  std::string_view body{};
  std::size_t max_answer_bytes = std::size_t{1024} * 1024;
  /// What happens to an answer whose body is longer: an error, or it is cut there and counts.
  bool cut_long_answer = false;
  /// For everything together; 0: for ever.
  std::chrono::milliseconds timeout{30'000};
  std::chrono::milliseconds connect_timeout{3'000};
  /// Ends the wait within about a second.
  std::stop_token stop{};
};

struct ClientAnswer {
  int status = 0;
  /// In the order they came; names in lower case, values without white space around them.
  std::vector<std::pair<std::string, std::string>> fields;
  std::string body;

  /// The first field of that lower-case name; "" when there is none.
  [[nodiscard]] std::string_view field(std::string_view name) const noexcept;
};

struct HttpClientOptions {
  /// Whether http: may be spoken; https: always may, TLS 1.2 or newer with the peer verified.
  bool plain_allowed = false;
  PeerRules peers{};
  /// How many connections may wait for the next request; 0: each request has one of its own, and
  /// its peer is checked anew.
  std::size_t max_idle_connections = 16;
};

/// HTTP/1.1 to servers of the operator's choice, over connections that are kept from request to
/// request. No proxies; redirects are answers like any other. Thread-safe: calls at the same time
/// have a connection each.
class HttpClient {
 public:
  explicit HttpClient(HttpClientOptions options);
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  ~HttpClient();

  /// Blocks until the answer, the time-out or the stop. A kept connection that turns out to be
  /// closed is made anew once. Errors: too_large (the answer), unavailable and not retryable
  /// (stopped), unavailable and retryable (the request was not sent), unknown_outcome (it was, and
  /// no whole answer came), deadline_exceeded (the same, in time), otherwise those of make_error().
  [[nodiscard]] Result<ClientAnswer> send(const ClientRequest& request);

 private:
  std::unique_ptr<Transfer> take_transfer();
  void give_back(std::unique_ptr<Transfer> transfer);

  const HttpClientOptions options_;
  std::mutex mutex_;
  /// The one used last is used next: its connection is the likeliest to be alive.
  std::vector<std::unique_ptr<Transfer>> idle_;
};

}  // namespace audmg::curl
