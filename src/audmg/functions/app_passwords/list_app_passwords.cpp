// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/app_password_repository.hpp"
#include "audmg/functions/app_passwords/app_password_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/lib/json/writer.hpp"

#include <utility>

namespace audmg::functions {

Response list_app_passwords(const http::Principal& caller, const http::Request&,
                            const AccountServices& services) {
  AUDMG_TRY(const auto app_passwords, services.app_passwords.list_app_passwords(caller.user));
  json::Writer json;
  json.begin_object();
  write_app_passwords(json, app_passwords);
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
