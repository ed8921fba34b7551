// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/events/sns_envelope.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/notification/subscribers.hpp"
#include "audmg/telemetry/logger.hpp"

namespace audmg::functions {

Result<void> deliver_event(const Job& job, const NotificationServices& services) {
  const auto unwrapped = unwrap_notification(job.body);
  auto delivered =
      services.subscribers.deliver(unwrapped ? std::string_view(*unwrapped) : job.body);
  if (delivered) return {};
  const ErrorCode code = delivered.error().code;
  if (code != ErrorCode::invalid_argument && code != ErrorCode::not_found) return delivered;
  // The same event would be refused again.
  services.logger.log(telemetry::Level::warning, "event_refused",
                      {{"error", std::string_view(delivered.error().message)}});
  return {};
}

}  // namespace audmg::functions
