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
  /// Make only the renditions that the plan in force has and the file lacks; otherwise make all.
  bool lacking_only = false;
  /// Name of the rendition on demand that somebody has just asked for, which is in the file's row
  /// as well; "" in all other messages. Such a message changes nothing about a file that is not
  /// ready.
  std::string rendition{};
  /// True if the file has just got a sidecar: its facts are read again, with `lacking_only`. Such a
  /// message leaves a file alone that is being processed; whoever processes it looks for a new
  /// sidecar afterwards.
  bool facts = false;
  /// True if the file's digests are to be computed, which were not known when it was added
  /// (jobs/late_digests.hpp), and nothing else.
  bool digests = false;
};

[[nodiscard]] std::string write_media_message(const MediaMessage& message);
/// Errors: invalid_argument.
[[nodiscard]] Result<MediaMessage> read_media_message(std::string_view body);

}  // namespace audmg::functions
