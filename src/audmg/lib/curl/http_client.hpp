// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

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

struct ClientRequest {
  std::string method;
  std::string url;
  /// "Name: value" each, without line ends.
  std::vector<std::string> fields;
  /// Must live until the answer. Methods but GET and HEAD send it, with its length, also when it is
  /// empty.
  std::string_view body{};
  /// More of the answer's body than this is an error.
  std::size_t max_answer_bytes = std::size_t{1024} * 1024;
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
  /// PEM file of the authorities to trust; "": the system's.
  std::string ca_file{};
};

/// HTTP/1.1 to servers of the operator's choice, over connections that are kept from request to
/// request. No proxies, no redirects. Thread-safe: each call at once has a connection of its own,
/// and at most kMaxIdleHandles wait for the next call.
class HttpClient {
 public:
  static constexpr std::size_t kMaxIdleHandles = 16;

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
  class Handle;
  std::unique_ptr<Handle> take_handle();
  void give_back(std::unique_ptr<Handle> handle);

  const HttpClientOptions options_;
  std::mutex mutex_;
  /// The one used last is used next: its connection is the likeliest to be alive.
  std::vector<std::unique_ptr<Handle>> idle_;
};

}  // namespace audmg::curl
