// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/notification/event.hpp"

#include <string>
#include <string_view>

namespace audmg::notification {

/// One event on its way to one subscriber: a message of the queue "events". Each subscriber gets
/// its own message, so a subscriber that is down does not cause duplicates for another one.
struct Delivery {
  std::string subscriber;  ///< "webhook", "mail", "topic"
  Event event;
};

/// Returns {"subscriber":"webhook","event":{...}}.
[[nodiscard]] std::string delivery_to_json(std::string_view subscriber, const Event& event);
/// Reads the text that delivery_to_json() wrote. Errors: invalid_argument, too_large; see
/// event_from_json().
[[nodiscard]] Result<Delivery> delivery_from_json(std::string_view text);

}  // namespace audmg::notification
