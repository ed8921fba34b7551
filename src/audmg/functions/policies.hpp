// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/rendition_plan.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace audmg::functions {

/// Limits and lifetimes that a deployment can set.
struct Policies {
  /// Largest body of POST /upload, in bytes.
  std::uint64_t max_form_upload = 0;
  /// Largest file uploaded by a session, in bytes.
  std::uint64_t max_file_size = 0;
  /// Most upload sessions that one user may have open.
  std::size_t max_open_uploads = 0;
  std::chrono::seconds url_lifetime{};
  std::chrono::seconds upload_lifetime{};
  std::chrono::seconds access_token_lifetime{};
  std::chrono::seconds session_lifetime{};
  /// Time that a deleted file stays in the trash; 0: there is no trash.
  std::chrono::seconds trash_retention{};
  /// Time that a refresh token remains valid after its first use.
  std::chrono::seconds refresh_leeway{};
  /// True if anybody may sign up.
  bool signup_enabled = true;
  /// True if accepted files are processed, by this process or another one.
  bool process_media = false;
  /// The renditions that are made, and those that may be asked for.
  media::RenditionPlan rendition_plan{};
  /// Interval at which event streams poll for events that other processes may have committed; 0
  /// means never, because only this process commits events.
  std::chrono::milliseconds news_interval{0};
  /// True if signed URLs of objects lead to this drive itself, so that it can serve archives, which
  /// are not stored.
  bool serves_objects = false;
  /// The most memory that catalogues of owners take together, in bytes; the one in use may take
  /// more.
  std::size_t max_catalogue_memory = std::size_t{256} * 1024 * 1024;
};

}  // namespace audmg::functions
