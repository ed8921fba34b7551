// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::curl {

struct LocalRequest {
  /// POST with `body`; else GET.
  bool is_post = false;
  std::string url;
  /// "Name: value" each, without line ends.
  std::vector<std::string> fields;
  std::string_view body;
  /// For everything together; 0: for ever.
  std::chrono::milliseconds timeout{0};
};

struct LocalAnswer {
  int status = 0;
  /// In the order they came, without white space around the values.
  std::vector<std::pair<std::string, std::string>> fields;
  std::string body;
};

/// Plain HTTP/1.1 to a process on this machine, over one connection that is kept from request to
/// request. No proxies, no redirects. Used by one thread.
class PersistentConnection {
 public:
  explicit PersistentConnection(std::size_t max_answer_bytes);
  PersistentConnection(const PersistentConnection&) = delete;
  PersistentConnection& operator=(const PersistentConnection&) = delete;
  ~PersistentConnection();

  /// Blocks until the answer or the time-out. A kept connection that turns out to be closed is made
  /// anew. Errors: too_large (the answer's body), otherwise those of make_error().
  [[nodiscard]] Result<LocalAnswer> send(const LocalRequest& request);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace audmg::curl
