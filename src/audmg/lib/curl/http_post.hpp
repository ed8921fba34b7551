// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/curl/transfer.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::curl {

struct HttpPost {
  std::string url;
  /// "Name: value" each, without line ends.
  std::vector<std::string> fields;
  std::string_view body;
  /// Whether http: may be spoken; https: always may.
  bool plain_allowed = false;
  /// More of the answer than this is not read; the status counts all the same.
  std::size_t max_answer_bytes = std::size_t{64} * 1024;
  TransferOptions transfer{};
};

struct HttpAnswer {
  int status = 0;
  /// Read of the body, and dropped.
  std::size_t body_bytes = 0;
};

/// Sends one POST over HTTP/1.1 on a connection of its own. Redirects are answers like any other.
/// Blocks until the answer or the time-out. Errors: see make_error().
[[nodiscard]] Result<HttpAnswer> http_post(const HttpPost& post);

}  // namespace audmg::curl
