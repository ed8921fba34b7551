// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/subscribers.hpp"

#include "audmg/notification/delivery.hpp"

#include <algorithm>

namespace audmg::notification {
namespace {

/// Number of bytes shown of an unknown subscriber's name.
constexpr std::size_t kShownNameBytes = 40;

}  // namespace

std::vector<std::string> Subscribers::deliveries(const Event& event) const {
  std::vector<std::string> bodies;
  for (const Subscriber& subscriber : subscribers_) {
    if (subscriber.filter && !subscriber.filter->matches(event.type)) continue;
    bodies.push_back(delivery_to_json(subscriber.name, event));
  }
  return bodies;
}

Result<void> Subscribers::deliver(std::string_view body) const {
  AUDMG_TRY(const Delivery delivery, delivery_from_json(body));
  const auto subscriber =
      std::ranges::find(subscribers_, std::string_view(delivery.subscriber), &Subscriber::name);
  if (subscriber == subscribers_.end() || subscriber->publisher == nullptr) {
    return fail(ErrorCode::not_found, "there is no subscriber \"" +
                                          delivery.subscriber.substr(0, kShownNameBytes) + "\"");
  }
  return subscriber->publisher->publish(delivery.event);
}

}  // namespace audmg::notification
