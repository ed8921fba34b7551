// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/open_drive.hpp"

#include "audmg/functions/integrity/drive_identity.hpp"
#include "audmg/telemetry/logger.hpp"

namespace audmg::app {

Result<void> open_drive(const functions::Services& services) {
  const auto opened = functions::raise_generation(services);
  if (opened) return {};
  if (opened.error().code == ErrorCode::conflict || opened.error().code == ErrorCode::corrupt) {
    return std::unexpected(opened.error());
  }
  services.logger.log(telemetry::Level::warning, "generation_not_raised",
                      {{"error", std::string_view(opened.error().message)}});
  return {};
}

}  // namespace audmg::app
