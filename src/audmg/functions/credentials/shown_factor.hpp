// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/functions/credentials/passkey_answer.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"

#include <optional>
#include <string>

namespace audmg::functions {

/// A second factor in a request: one of the members is set.
struct ShownFactor {
  std::optional<std::string> code{};
  std::optional<std::string> recovery_code{};
  std::optional<PasskeyAssertion> passkey{};

  [[nodiscard]] bool empty() const noexcept { return !code && !recovery_code && !passkey; }
};

/// Reads "code", "recoveryCode" or "passkey"; adds to `fields` what is wrong with them.
[[nodiscard]] ShownFactor read_factor(const http::JsonBody& body, http::FieldReader& fields);

/// Checks the factor and uses it up. Returns its word in the audit log. Precondition: it is not
/// empty. Refuses as check_totp_code(), check_recovery_code() and check_passkey().
[[nodiscard]] Outcome<std::string_view> check_factor(const UserId& user, const ShownFactor& factor,
                                                     const AccountServices& services);

}  // namespace audmg::functions
