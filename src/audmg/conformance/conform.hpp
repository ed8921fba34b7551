// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/conformance/report.hpp"
#include "audmg/core/result.hpp"

#include <functional>
#include <stop_token>
#include <string>

namespace audmg::conformance {

struct Options {
  /// As client::read_drive_url() returns it.
  std::string url;
  std::string ca_file{};
  /// Begins the names of the two users.
  std::string run_name;
  /// An admin, for drives where sign-up is closed; "" when there is none.
  std::string admin{};
  /// Called only if the admin is needed. An error ends the run.
  std::function<Result<std::string>()> admin_password{};
  /// Called when the admin has a second factor.
  std::function<Result<std::string>()> ask_code{};
  /// Ends the checks; what the run made is removed all the same.
  std::stop_token stop{};
  /// Called with each check once it is done.
  std::function<void(const Entry&)> observe{};
};

/// Returns a name that no other run has: "conform-" and eight digits.
[[nodiscard]] std::string make_run_name();

/// Tries every promise of the contract at a drive, as two users that it makes, and removes both
/// with their files before it returns, whatever happened.
[[nodiscard]] Report conform(const Options& options);

}  // namespace audmg::conformance
