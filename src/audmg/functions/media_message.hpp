// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"

#include <string>
#include <string_view>

namespace audmg::functions {

/// The body of a message of the media queue (docs/formats/queue-message.md).
struct MediaMessage {
  UserId owner;
  FileId file;
  /// Only the renditions that the plan in force has and the file has not; all of them otherwise.
  bool lacking_only = false;
};

[[nodiscard]] std::string write_media_message(const MediaMessage& message);
/// Errors: invalid_argument.
[[nodiscard]] Result<MediaMessage> read_media_message(std::string_view body);

}  // namespace audmg::functions
