// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/notification/publisher.hpp"

#include <span>
#include <string_view>

namespace audmg::functions {

/// Who is told about events, by the name that deliveries have.
struct Subscriber {
  std::string_view name;  ///< "webhook", "mail", "topic"
  notification::Publisher* publisher;
};

/// Carries out one message of the queue "events" (notification/delivery.hpp). Any runtime calls it:
/// the worker here, a function triggered by SQS there. May block for some seconds. Errors: those of
/// the publisher; invalid_argument or too_large (the message is no delivery); not_found (no such
/// subscriber: it was switched off after the message was sent).
[[nodiscard]] Result<void> notifier(std::string_view body, std::span<const Subscriber> subscribers);

}  // namespace audmg::functions
