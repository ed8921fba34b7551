// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/admin.hpp"

#include <string_view>
#include <utility>

namespace audmg::conformance {
namespace {

constexpr std::string_view kTokenInLink = "#token=";

std::string reason_of(const Reply& reply) {
  const std::string message = reply.text("message");
  return message.empty() ? summary_of(reply) : message;
}

}  // namespace

Result<Admin> Admin::enter(const client::Credentials& credentials) {
  AUDMG_TRY(client::Account account, client::request_log_in(credentials));
  return Admin(std::move(account.token));
}

Result<void> Admin::invite(DriveApi& api, Person& person) {
  AUDMG_TRY(
      const Reply reply,
      api.send({.method = "POST", .target = "/admin/invitations", .token = token_, .body = "{}"}));
  if (reply.status() != 201) {
    return fail(ErrorCode::unavailable, "the admin cannot invite users: " + reason_of(reply));
  }
  invitation_ids_.push_back(reply.text("invitationId"));
  const std::string link = reply.text("link");
  const std::size_t found = link.find(kTokenInLink);
  if (found == std::string::npos) {
    return fail(ErrorCode::unavailable, "the invitation has no link with a token");
  }
  person.invitation = link.substr(found + kTokenInLink.size());
  return {};
}

Result<void> Admin::leave(DriveApi& api) {
  std::string problem;
  for (const std::string& id : invitation_ids_) {
    const auto gone =
        api.send({.method = "DELETE", .target = "/admin/invitations/" + id, .token = token_});
    // One that was used is gone already.
    const bool is_gone = gone && (gone->status() == 204 || gone->status() == 404);
    if (!is_gone) problem = "an invitation stays open for a week; withdraw it in the app";
  }
  invitation_ids_.clear();
  const auto left = api.send({.method = "POST", .target = "/logout", .token = token_});
  if (!left || left->status() != 204) problem = "the admin's session stays; end it in the app";
  if (!problem.empty()) return fail(ErrorCode::unavailable, std::move(problem));
  return {};
}

}  // namespace audmg::conformance
