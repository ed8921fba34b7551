// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/config/setting_docs.hpp"

namespace audmg::config {

std::string_view value_name(const SettingDescriptor& setting) noexcept {
  if (setting.secret) return "FILE";
  switch (setting.type) {
    case SettingType::text:
      return "TEXT";
    case SettingType::bytes:
      return "SIZE";
    case SettingType::rate:
      return "SIZE/s";
    case SettingType::duration:
      return "TIME";
    case SettingType::count:
      return "NUMBER";
    case SettingType::on_off:
      return "on|off";
    case SettingType::endpoint:
      return "ADDRESS:PORT";
    case SettingType::list:
      return "LIST";
    case SettingType::choice:
      return setting.choices;
  }
  return "TEXT";
}

std::string env_example() {
  std::string text =
      "# Settings of Audmg Drive. Copy this file to .env and uncomment what you change.\n"
      "# Flags win over environment variables, which win over this file.\n";
  for (const SettingDescriptor& setting : setting_table()) {
    text.append("\n# ").append(setting.help).append("\n#");
    text.append(setting.name).append("=").append(setting.default_text).append("\n");
    if (setting.secret) text.append("#").append(setting.flag_key()).append("=\n");
  }
  return text;
}

}  // namespace audmg::config
