// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/identity/webauthn/ceremony.hpp"
#include "audmg/lib/json/document.hpp"

#include <optional>
#include <string>
#include <vector>

namespace audmg::functions {

/// A PublicKeyCredential in JSON, as browsers write it (WebAuthn level 3 section 5.1, toJSON).
struct PasskeyRegistration {
  identity::RegistrationAnswer answer;
  std::vector<std::string> transports;
};
struct PasskeyAssertion {
  /// Credential id, base64url.
  std::string id;
  /// The user whom the authenticator names; empty if it names nobody.
  UserId user{};
  identity::AssertionAnswer answer;
};

/// Both return nothing for an object of another form.
[[nodiscard]] std::optional<PasskeyRegistration> read_registration(const json::Value& value);
[[nodiscard]] std::optional<PasskeyAssertion> read_assertion(const json::Value& value);

/// Checks that the user's passkey gave this answer, and that it is not a repetition, and remembers
/// its use. Refuses with wrong_factor() or passkeys_unavailable(). Errors: those of the repository.
[[nodiscard]] Outcome<void> check_passkey(const UserId& user, const PasskeyAssertion& assertion,
                                          const AccountServices& services);

}  // namespace audmg::functions
