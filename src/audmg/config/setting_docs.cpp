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

std::string settings_markdown() {
  std::string text = "| variable | flag | default | meaning |\n|---|---|---|---|\n";
  for (const SettingDescriptor& setting : setting_table()) {
    text.append("| `").append(setting.name).append("`");
    if (setting.secret) text.append(" or `").append(setting.flag_key()).append("`");
    text.append(" | `").append(setting.flag).append("` | ");
    if (!setting.default_text.empty()) text.append("`").append(setting.default_text).append("`");
    text.append(" | ").append(setting.help);
    if (setting.type == SettingType::choice) {
      std::string words(setting.choices);
      for (std::size_t at = 0; (at = words.find('|', at)) != std::string::npos; at += 2) {
        words.replace(at, 1, ", ");
      }
      text.append(" One of ").append(words).append(".");
    }
    text.append(" |\n");
  }
  return text;
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
