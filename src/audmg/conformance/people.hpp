// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/conformance/drive_api.hpp"
#include "audmg/conformance/scene.hpp"
#include "audmg/core/result.hpp"

namespace audmg::conformance {

/// Sends a sign-up. From then on the person may exist, even when no reply came.
[[nodiscard]] Result<Reply> sign_up(DriveApi& api, Person& person);

/// Sends a log-in with a name or an address. The tokens of the reply stay in it.
[[nodiscard]] Result<Reply> send_log_in(DriveApi& api, std::string_view account,
                                        std::string_view password);

/// Logs the person in and keeps the tokens, if there are some.
[[nodiscard]] Result<Reply> log_in(DriveApi& api, Person& person);

/// Deletes all files of a person, those in the trash too, and then the account, for good. Success
/// means that nobody can log in any more, or that there never was an account; the value is whether
/// the files are gone as well. Repeats what fails for the moment. Errors: with a sentence about
/// what stays.
[[nodiscard]] Result<bool> remove_person(DriveApi& api, Person& person);

}  // namespace audmg::conformance
