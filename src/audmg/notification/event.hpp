// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"

#include <string>

namespace audmg::notification {

/// Something that happened, as subscribers see it (docs/formats/events.md).
struct Event {
  /// UUIDv7 text. An event may be delivered more than once, always with the same id.
  std::string id;
  /// "file.uploaded", "file.ready", "file.failed", "file.deleted", "alarm.dead_letters", ...
  std::string type;
  TimePoint at;
  std::string user_id;  ///< "" for alarms
  std::string file_id;  ///< "" for alarms
  /// One JSON object with the members that are specific to the type.
  std::string detail = "{}";
};

}  // namespace audmg::notification
