// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace audmg::functions {

/// The body of a message of the media queue (docs/formats/queue-message.md).
struct MediaMessage {
  UserId owner;
  FileId file;
  /// Make only the renditions that the plan in force has and the file lacks; otherwise make all.
  bool lacking_only = false;
  /// Name of the rendition on demand that somebody has just asked for, which is in the file's row
  /// as well; "" in all other messages. Such a message changes nothing about a file that is not
  /// ready.
  std::string rendition{};
};

/// Time that a file may be `processing` without a new attempt before it counts as stuck. With the
/// default limits, decoding takes at most 36 minutes (media::audio_limits(); 15 in AWS Lambda), and
/// a failed attempt is followed by the next within minutes. After that time nobody works on the
/// file any more: its message was lost, purged, or removed with its queue. An attempt that lasts
/// longer, because it copies a very large original or decodes a recording of many hours again,
/// holds a message in flight, which keeps the sweep away.
inline constexpr std::chrono::hours kAttemptLease{1};

[[nodiscard]] std::string write_media_message(const MediaMessage& message);
/// Errors: invalid_argument.
[[nodiscard]] Result<MediaMessage> read_media_message(std::string_view body);

}  // namespace audmg::functions
