// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/request.hpp"

#include <string>
#include <string_view>

namespace audmg::functions {

/// Something that happened to an account.
struct AuditNote {
  /// Stable word: docs/formats/audit.md lists them.
  std::string_view action;
  /// The account; empty: none that exists.
  UserId user{};
  /// The account that did it, if not the user.
  UserId actor{};
  /// One JSON object; empty: nothing more to say.
  std::string detail{};
};

/// Adds the note to the audit log, with the client's network and device, and to the program's log.
/// A failure to store it is logged and does not stop what is noted.
void note_audit(const AuditNote& note, const http::Request& request,
                const AccountServices& services);

/// As above, for what no request did: the operator's commands and the background plane.
void note_audit(const AuditNote& note, const AccountServices& services);

}  // namespace audmg::functions
