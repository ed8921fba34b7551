// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/config/setting_table.hpp"

#include "audmg/config/aws_settings.hpp"
#include "audmg/config/drive_settings.hpp"
#include "audmg/config/media_settings.hpp"
#include "audmg/config/notification_settings.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace audmg::config {
namespace {

template <std::size_t... Sizes>
constexpr auto join(const std::array<SettingDescriptor, Sizes>&... parts) {
  std::array<SettingDescriptor, (Sizes + ...)> all{};
  auto* end = all.data();
  ((end = std::ranges::copy(parts, end).out), ...);
  return all;
}

constexpr auto kSettings =
    join(kDriveSettings, kMediaSettings, kNotificationSettings, kAwsSettings);

}  // namespace

std::span<const SettingDescriptor> setting_table() noexcept { return kSettings; }

}  // namespace audmg::config
