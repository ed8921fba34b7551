// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/config/setting_table.hpp"

#include <string>
#include <string_view>

namespace audmg::config {

/// Returns the form of a value for --help: "SIZE", "TIME", "ADDRESS:PORT", "on|off".
[[nodiscard]] std::string_view value_name(const SettingDescriptor& setting) noexcept;

/// Returns a .env file with every setting commented out at its default: the committed .env.example.
[[nodiscard]] std::string env_example();

}  // namespace audmg::config
