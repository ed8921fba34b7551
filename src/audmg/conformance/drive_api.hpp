// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/conformance/reply.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/curl/http_client.hpp"

#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::conformance {

/// One request, as a check wants it.
struct Call {
  std::string method = "GET";
  /// Below the drive's URL ("/retrieve?limit=2"), or a whole URL that the drive gave out.
  std::string target;
  /// Sent as a Bearer token unless it is empty.
  std::string token{};
  std::string body{};
  /// Sent when there is a body.
  std::string content_type = "application/json";
  /// "Name: value" each.
  std::vector<std::string> fields{};
};

/// A drive as a stranger's program sees it. Every answer is shown as it came, except that a drive
/// that asks for a pause (429 or 503 with Retry-After) gets one, a few times. Not thread-safe.
class DriveApi {
 public:
  /// `url` is as client::read_drive_url() returns it; a stop request ends requests and pauses.
  DriveApi(std::string url, const std::string& ca_file, std::stop_token stop);

  /// Errors: unavailable (not reachable, no whole reply, stopped).
  [[nodiscard]] Result<Reply> send(const Call& call);

  /// Blocks for that time; returns false, at once, when the run is to stop.
  [[nodiscard]] bool pause(std::chrono::milliseconds time) const;

  [[nodiscard]] const std::string& url() const noexcept { return url_; }
  /// Looks for the drive below another URL from now on.
  void move_to(std::string url) { url_ = std::move(url); }
  /// Follows another stop request from now on.
  void obey(std::stop_token stop) { stop_ = std::move(stop); }

 private:
  [[nodiscard]] Result<Reply> send_once(const Call& call);

  std::string url_;
  std::stop_token stop_;
  curl::HttpClient http_;
};

}  // namespace audmg::conformance
