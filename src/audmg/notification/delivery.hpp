// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/notification/event.hpp"

#include <string>
#include <string_view>

namespace audmg::notification {

/// One event on its way to one subscriber: the message of the queue "events". Each subscriber has a
/// message of its own, so that one that is down does not make another hear things twice.
struct Delivery {
  std::string subscriber;  ///< "webhook", "mail", "topic"
  Event event;
};

/// {"subscriber":"webhook","event":{...}}
[[nodiscard]] std::string delivery_to_json(std::string_view subscriber, const Event& event);
/// Errors: invalid_argument, too_large; see event_from_json().
[[nodiscard]] Result<Delivery> delivery_from_json(std::string_view text);

}  // namespace audmg::notification
