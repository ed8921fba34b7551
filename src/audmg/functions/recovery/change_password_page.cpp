// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/app_address.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"

#include <string>

namespace audmg::functions {

/// Leads password managers to the page of the app where the password is changed (W3C, A Well-Known
/// URL for Changing Passwords). Without an address of the app there is no such page.
Response change_password_page(const http::Request&, const CommonServices& services) {
  const std::string app = services.app_address.url();
  if (app.empty()) return refuse(no_such_path());
  constexpr int kSeeOther = 303;
  http::Response response{.status = kSeeOther, .headers = {}, .body = {}};
  response.headers.add("Location", app + "/settings#password");
  response.headers.add("Cache-Control", "no-store");
  return response;
}

}  // namespace audmg::functions
