// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/app_passwords/app_password_json.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/core/text.hpp"

#include <string_view>

namespace audmg::functions {

void write_app_password(json::Writer& json, const database::AppPassword& app_password) {
  json.field("appPasswordId", app_password.id.text()).field("name", app_password.name);
  json.key("scopes").begin_array();
  std::string_view words = app_password.scopes;
  while (!words.empty()) json.value(take_until(words, ' '));
  json.end_array().field("createdAt", format_rfc3339(app_password.created_at));
  if (app_password.expires_at) json.field("expiresAt", format_rfc3339(*app_password.expires_at));
  if (app_password.last_used_at) {
    json.field("lastUsedAt", format_rfc3339(*app_password.last_used_at));
  }
}

void write_app_passwords(json::Writer& json,
                         const std::vector<database::AppPassword>& app_passwords) {
  json.key("appPasswords").begin_array();
  for (const database::AppPassword& app_password : app_passwords) {
    json.begin_object();
    write_app_password(json, app_password);
    json.end_object();
  }
  json.end_array();
}

}  // namespace audmg::functions
