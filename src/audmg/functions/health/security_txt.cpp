// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/functions/app_address.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace audmg::functions {
namespace {

/// RFC 9116 section 2.5.5 recommends less than a year. The text is made for each request, so it
/// only ends at readers that keep a copy.
constexpr std::chrono::days kGoodFor{90};

std::string line(std::string_view field, std::string_view value) {
  return std::string(field).append(": ").append(value).append("\n");
}

/// Only https will do (section 2.5.2), and only the root of a host has well-known addresses (RFC
/// 8615): below a path the drive does not know what is there.
bool can_have_canonical(std::string_view app) {
  constexpr std::string_view kScheme = "https://";
  return app.starts_with(kScheme) && !app.substr(kScheme.size()).contains('/');
}

}  // namespace

/// Says whom to tell about a weakness (RFC 9116). Where the operator names nobody, there is no such
/// file.
Response security_txt(const http::Request&, const CommonServices& services) {
  const auto& contacts = services.policies.security_contacts;
  if (contacts.empty()) return refuse(no_such_path());
  http::Response response;
  for (const std::string& contact : contacts) response.body += line("Contact", contact);
  response.body += line("Expires", format_rfc3339(services.clock.now() + kGoodFor));
  const std::string app = services.app_address.url();
  if (can_have_canonical(app)) {
    response.body += line("Canonical", app + "/.well-known/security.txt");
  }
  response.headers.add("Content-Type", "text/plain; charset=utf-8");
  response.headers.add("Cache-Control", "no-store");
  return response;
}

}  // namespace audmg::functions
