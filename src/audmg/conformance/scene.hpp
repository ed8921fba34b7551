// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/conformance/drive_api.hpp"
#include "audmg/core/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::conformance {

/// A user that the run makes and removes.
struct Person {
  std::string username;
  std::string email;
  std::string password;
  /// Token of an invitation; "" where sign-up is open.
  std::string invitation{};
  std::string token{};
  std::string refresh_token{};
  /// A sign-up was sent, so that there may be an account.
  bool may_exist = false;
};

/// A file that the run uploads, and what the drive said of it.
struct Sample {
  std::string name;
  std::string content_type;
  std::string bytes;
  std::string file_id{};  ///< "" until it was uploaded
  std::string url{};
};

/// State that the checks share: earlier ones fill it for later ones.
struct Scene {
  DriveApi& api;
  /// Owns all samples.
  Person owner;
  /// Owns nothing, and must see nothing.
  Person stranger;
  Sample picture;
  Sample sound;
  /// Goes up in parts.
  Sample large;
  /// For searches; later also for pages and trash.
  std::vector<Sample> library{};
  /// The reply to the one POST /downloads.
  std::optional<Reply> download{};
};

/// Returns a scene with two users of this name and new samples. Nothing is sent.
[[nodiscard]] Scene make_scene(DriveApi& api, std::string_view run_name);

// Conditions of a check. The error is the reason why it was not tried.

[[nodiscard]] Result<void> need_log_in(const Person& person);
[[nodiscard]] Result<void> need_upload(const Sample& sample);

}  // namespace audmg::conformance
