// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/problem.hpp"
#include "audmg/http/request.hpp"

#include <cstdint>
#include <string>

namespace audmg::functions {

/// Returns the entity tag of what has this revision, with its quotes.
[[nodiscard]] std::string revision_etag(std::uint64_t revision);

/// Returns whether the request may change what has this revision: it has no If-Match, or one that
/// names the revision or is "*" (RFC 9110 section 13.1.1).
[[nodiscard]] bool matches_revision(const http::Request& request, std::uint64_t revision);

/// 412 for a change of what has been changed meanwhile.
[[nodiscard]] http::Problem revision_mismatch();

}  // namespace audmg::functions
