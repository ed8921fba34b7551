// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/queue/message_queue.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace audmg::functions {

// Conditions that need an operator's attention, named as in docs/formats/events.md.
inline constexpr std::string_view kAlarmDeadLetters = "alarm.dead_letters";
/// The sweep found that the halves of the drive do not belong together, or too many orphans.
inline constexpr std::string_view kAlarmSweepStopped = "alarm.sweep_stopped";
inline constexpr std::string_view kAlarmFilesDamaged = "alarm.files_damaged";
/// A scheduled backup failed or was not made.
inline constexpr std::string_view kAlarmBackupOverdue = "alarm.backup_overdue";

/// The group of messages that are alarms (SendMessageRequest::group_id); no user's id has this
/// form.
inline constexpr std::string_view kAlarmGroup = "alarms";

/// Returns the deliveries (notification/delivery.hpp) of an alarm to the subscribers that want it;
/// `detail` is one JSON object.
[[nodiscard]] std::vector<std::string> alarm_deliveries(std::string_view type, std::string detail,
                                                        const NotificationServices& services);

/// Sends the alarm to the subscribers that want it; `detail` is one JSON object. Errors: those of
/// the queue.
[[nodiscard]] Result<void> raise_alarm(std::string_view type, std::string detail,
                                       queue::MessageQueue& events_queue,
                                       const NotificationServices& services);

}  // namespace audmg::functions
