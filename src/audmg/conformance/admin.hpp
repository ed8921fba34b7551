// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/client/connection.hpp"
#include "audmg/conformance/drive_api.hpp"
#include "audmg/conformance/scene.hpp"
#include "audmg/core/result.hpp"

#include <string>
#include <vector>

namespace audmg::conformance {

/// A session of an admin, which invites the users of a run where sign-up is closed.
class Admin {
 public:
  /// Logs in. Errors: those of client::request_log_in().
  [[nodiscard]] static Result<Admin> enter(const client::Credentials& credentials);

  /// Makes an invitation and gives it to the person. Errors: unavailable, with the drive's
  /// sentence.
  [[nodiscard]] Result<void> invite(DriveApi& api, Person& person);

  /// Withdraws the invitations that nobody used, and ends the session. Errors: a sentence about
  /// what stays.
  [[nodiscard]] Result<void> leave(DriveApi& api);

 private:
  explicit Admin(std::string token) : token_(std::move(token)) {}

  std::string token_;
  std::vector<std::string> invitation_ids_;
};

}  // namespace audmg::conformance
