// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/events/sns_envelope.hpp"
#include "audmg/functions/job.hpp"

namespace audmg::functions {

Result<void> notify(const Job& job, Services& services) {
  AUDMG_ASSERT(services.audience != nullptr);
  const auto unwrapped = unwrap_notification(job.body);
  auto told = services.audience->deliver(unwrapped ? std::string_view(*unwrapped) : job.body);
  if (told) return {};
  const bool for_good =
      told.error().code == ErrorCode::invalid_argument || told.error().code == ErrorCode::not_found;
  if (!for_good) return told;
  // To send the same again would be refused again.
  services.logger.log(telemetry::Level::warning, "event_refused",
                      {{"error", std::string_view(told.error().message)}});
  return {};
}

}  // namespace audmg::functions
