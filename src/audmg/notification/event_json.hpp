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

/// Longest event as JSON, in bytes; it fits into a queue's message and a webhook's body.
inline constexpr std::size_t kMaxEventBytes = std::size_t{32} * 1024;
inline constexpr std::size_t kMaxEventTypeBytes = 64;

/// Returns whether the text has the form of "file.ready" or "alarm.dead_letters": two or more words
/// of a-z, 0-9 and "_", separated by dots.
[[nodiscard]] bool is_event_type(std::string_view text) noexcept;

/// Returns the event as subscribers receive it (docs/formats/events.md). Precondition: `detail` is
/// one JSON object.
[[nodiscard]] std::string event_to_json(const Event& event);

/// Reads an event that event_to_json() wrote, without trusting the text: it comes from a queue.
/// Ignores unknown members, because a newer version may have written them. Errors: invalid_argument
/// (not JSON, a member that is missing or has the wrong type or form, a file's event without user
/// and file), too_large.
[[nodiscard]] Result<Event> event_from_json(std::string_view text);
/// Reads an event from a value within another document, like event_from_json().
[[nodiscard]] Result<Event> event_from_value(const json::Value& value);

}  // namespace audmg::notification
