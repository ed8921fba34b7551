// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/alarms.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/notification/event.hpp"
#include "audmg/notification/subscribers.hpp"

#include <utility>

namespace audmg::functions {

std::vector<std::string> alarm_deliveries(std::string_view type, std::string detail,
                                          const NotificationServices& services) {
  const TimePoint now = services.clock.now();
  const notification::Event event{.id = EventId::make(now).text(),
                                  .type = std::string(type),
                                  .at = now,
                                  .user_id = {},
                                  .file_id = {},
                                  .detail = std::move(detail)};
  return services.subscribers.deliveries(event);
}

Result<void> raise_alarm(std::string_view type, std::string detail,
                         queue::MessageQueue& events_queue, const NotificationServices& services) {
  for (std::string& body : alarm_deliveries(type, std::move(detail), services)) {
    AUDMG_CHECK(
        events_queue.send_message({.body = std::move(body), .group_id = std::string(kAlarmGroup)}));
  }
  return {};
}

}  // namespace audmg::functions
