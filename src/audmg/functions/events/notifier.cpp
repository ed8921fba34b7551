// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/events/notifier.hpp"

#include "audmg/notification/delivery.hpp"

#include <algorithm>
#include <string>

namespace audmg::functions {

Result<void> notifier(std::string_view body, std::span<const Subscriber> subscribers) {
  AUDMG_TRY(const notification::Delivery delivery, notification::delivery_from_json(body));
  const auto subscriber =
      std::ranges::find(subscribers, std::string_view(delivery.subscriber), &Subscriber::name);
  if (subscriber == subscribers.end()) {
    return fail(ErrorCode::not_found,
                "there is no subscriber \"" + delivery.subscriber.substr(0, 40) + "\"");
  }
  return subscriber->publisher->publish(delivery.event);
}

}  // namespace audmg::functions
