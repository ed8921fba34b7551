// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace audmg::functions {

/// Limits and lifetimes that a deployment may set.
struct Policies {
  /// Largest body of POST /upload, in bytes.
  std::uint64_t max_form_upload = 0;
  /// Largest file by an upload session, in bytes.
  std::uint64_t max_file_size = 0;
  /// Upload sessions one user may have open.
  std::size_t max_open_uploads = 0;
  std::chrono::seconds url_lifetime{};
  std::chrono::seconds upload_lifetime{};
  std::chrono::seconds access_token_lifetime{};
  std::chrono::seconds session_lifetime{};
  /// How long a refresh token is good after it was used.
  std::chrono::seconds refresh_leeway{};
  /// Whether strangers may sign up.
  bool signup_enabled = true;
  /// Whether accepted files are processed, by this process or another one.
  bool process_media = false;
  /// How often streams of events look for events that other processes may have committed; 0: never,
  /// because this process alone commits any.
  std::chrono::milliseconds news_interval{0};
};

}  // namespace audmg::functions
