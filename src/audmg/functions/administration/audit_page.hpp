// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/audit_repository.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/request.hpp"
#include "audmg/http/response.hpp"
#include "audmg/lib/json/writer.hpp"

namespace audmg::functions {

/// Returns a page of the audit log, last entry first: of one user, or of everybody (`user` empty).
/// Parameters: before, limit (100, at most 200). Problems: 400 validation_failed. Errors: those of
/// the repository.
[[nodiscard]] Outcome<http::Response> audit_page(const UserId& user, const http::Request& request,
                                                 const AccountServices& services);

/// Adds one entry as an object.
void write_audit_entry(json::Writer& json, const database::AuditEntry& entry);

}  // namespace audmg::functions
