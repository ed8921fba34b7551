// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/notification/event.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace audmg::notification {

/// Longest event as JSON, in bytes; a queue's message and a webhook's body have room for it.
inline constexpr std::size_t kMaxEventBytes = std::size_t{32} * 1024;
inline constexpr std::size_t kMaxEventTypeBytes = 64;

/// "file.ready", "alarm.dead_letters": two or more words of a-z, 0-9 and "_" with dots between.
[[nodiscard]] bool is_event_type(std::string_view text) noexcept;

/// The event as subscribers get it (docs/formats/events.md). Precondition: `detail` is one JSON
/// object.
[[nodiscard]] std::string event_to_json(const Event& event);

/// Reads what event_to_json() wrote, a message of a queue being no safe place. Members that it does
/// not know are ignored: a newer version may have written them. Errors: invalid_argument (no JSON,
/// a member that is missing or of the wrong type or form, a file's event without user and file),
/// too_large.
[[nodiscard]] Result<Event> event_from_json(std::string_view text);
/// The same from a value within another document.
[[nodiscard]] Result<Event> event_from_value(const json::Value& value);

}  // namespace audmg::notification
