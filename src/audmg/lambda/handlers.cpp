// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/handlers.hpp"

#include "audmg/lambda/authorizer_function.hpp"
#include "audmg/lambda/http_function.hpp"
#include "audmg/lambda/job_function.hpp"
#include "audmg/lambda/sweep_function.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace audmg::lambda {
namespace {

using functions::Route;
constexpr std::array<std::string_view, 2> kSignup = {"signup", "signup_rules"};
constexpr auto kLogin = std::to_array<std::string_view>({"login",
                                                         "refresh",
                                                         "logout",
                                                         "me",
                                                         "reauthenticate",
                                                         "login_mfa",
                                                         "passkey_login_options",
                                                         "passkey_login",
                                                         "create_totp",
                                                         "confirm_totp",
                                                         "delete_totp",
                                                         "create_recovery_codes",
                                                         "passkey_options",
                                                         "create_passkey",
                                                         "list_passkeys",
                                                         "change_passkey",
                                                         "delete_passkey",
                                                         "create_app_password",
                                                         "list_app_passwords",
                                                         "delete_app_password",
                                                         "list_sessions",
                                                         "end_other_sessions",
                                                         "end_session",
                                                         "forgot_password",
                                                         "reset_password",
                                                         "change_password",
                                                         "verify_email",
                                                         "resend_confirmation",
                                                         "change_email",
                                                         "get_account",
                                                         "change_account",
                                                         "delete_account",
                                                         "export_account",
                                                         "list_audit",
                                                         "list_users",
                                                         "change_user",
                                                         "create_reset_link",
                                                         "reset_factors",
                                                         "create_invitation",
                                                         "list_invitations",
                                                         "delete_invitation",
                                                         "get_drive_status",
                                                         "list_all_audit"});
constexpr std::array<std::string_view, 5> kUpload = {"upload", "create_upload", "get_upload",
                                                     "complete_upload", "abort_upload"};
constexpr auto kRetrieve = std::to_array<std::string_view>({"retrieve",
                                                            "outline",
                                                            "timeline",
                                                            "facets",
                                                            "map",
                                                            "similar",
                                                            "list_artists",
                                                            "list_albums",
                                                            "get_album",
                                                            "list_genres",
                                                            "get_file",
                                                            "download",
                                                            "change_file",
                                                            "change_files",
                                                            "known_files",
                                                            "delete_file",
                                                            "retry_file",
                                                            "request_rendition",
                                                            "file_timeline",
                                                            "list_trash",
                                                            "restore_trash",
                                                            "empty_trash",
                                                            "create_collection",
                                                            "list_collections",
                                                            "get_collection",
                                                            "change_collection",
                                                            "delete_collection",
                                                            "list_collection_files",
                                                            "add_collection_files",
                                                            "remove_collection_files",
                                                            "order_collection",
                                                            "create_download",
                                                            "download_files",
                                                            "events"});
constexpr auto kStatus = std::to_array<std::string_view>(
    {"livez", "readyz", "openapi", "security_txt", "change_password_page", "password_rules"});

constexpr std::array<HttpHandler, 5> kHttpHandlers = {{
    {"signup", kSignup},
    {"login", kLogin},
    {"upload", kUpload},
    {"retrieve", kRetrieve},
    {"status", kStatus, false},
}};

const HttpHandler* find_http_handler(std::string_view name) noexcept {
  const auto at = std::ranges::find(kHttpHandlers, name, &HttpHandler::name);
  return at != kHttpHandlers.end() ? &*at : nullptr;
}

const functions::JobRoute* find_job_route(std::string_view name) noexcept {
  const auto routes = functions::job_routes();
  const auto at = std::ranges::find(routes, name, &functions::JobRoute::function);
  return at != routes.end() ? &*at : nullptr;
}

std::vector<Route> routes_of(const HttpHandler& handler) {
  std::vector<Route> routes;
  for (const Route& route : functions::routes()) {
    if (std::ranges::find(handler.functions, route.function) != handler.functions.end()) {
      routes.push_back(route);
    }
  }
  return routes;
}

}  // namespace

std::span<const HttpHandler> http_handlers() noexcept { return kHttpHandlers; }

bool is_handler(std::string_view handler) noexcept {
  return handler == kAuthorizerHandler || handler == kAllRoutesHandler ||
         handler == kSweepHandler || find_http_handler(handler) != nullptr ||
         find_job_route(handler) != nullptr;
}

bool uses_token_secret(std::string_view handler) noexcept {
  if (handler == kAuthorizerHandler || handler == kAllRoutesHandler) return true;
  if (const HttpHandler* const found = find_http_handler(handler)) return found->uses_token_secret;
  // Links in mails to users are signed with a key that is derived from it.
  const functions::JobRoute* const route = find_job_route(handler);
  return route != nullptr && route->rights.has(functions::Right::accounts);
}

std::string_view missing_service(std::string_view handler, const Deployment& deployment) noexcept {
  const functions::JobRoute* const route = find_job_route(handler);
  if (route == nullptr) return {};
  if (route->rights.has(functions::Right::rendering) && deployment.media() == nullptr) {
    return "this deployment has no renderer of media";
  }
  if (!functions::has_recipients(*route, deployment.services())) {
    return route->queue == functions::kMailQueue
               ? "this deployment has no sender of mails: set AUDMG_MAIL_FROM"
               : "this deployment has no subscriber to tell of events";
  }
  return {};
}

std::unique_ptr<Function> make_function(std::string_view handler, Deployment& deployment) {
  if (handler == kAuthorizerHandler) return std::make_unique<AuthorizerFunction>(deployment);
  if (handler == kSweepHandler) return std::make_unique<SweepFunction>(deployment);
  if (handler == kAllRoutesHandler) {
    const auto all = functions::routes();
    return std::make_unique<HttpFunction>(std::vector<Route>(all.begin(), all.end()), deployment);
  }
  if (const HttpHandler* const found = find_http_handler(handler)) {
    return std::make_unique<HttpFunction>(routes_of(*found), deployment);
  }
  if (const functions::JobRoute* const route = find_job_route(handler)) {
    auto call = functions::bind_job(*route, deployment.services(), deployment.media());
    AUDMG_ASSERT(call);
    return std::make_unique<JobFunction>(*route, *std::move(call), deployment);
  }
  return nullptr;
}

}  // namespace audmg::lambda
