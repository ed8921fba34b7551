// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/http/headers.hpp"
#include "audmg/http/request.hpp"

#include <string_view>

namespace audmg::http {

/// Values that identify a representation. Our representations never change under their URL, so the
/// time is as strong a validator as the tag.
struct Validators {
  /// Including its quotes, as in the ETag field.
  std::string_view etag;
  TimePoint last_modified;
};

enum class Precondition {
  proceed,       ///< carry out the method
  not_modified,  ///< 304, with ETag and Last-Modified, no body
  failed,        ///< 412
};

/// Evaluates the preconditions of a request in the order of RFC 9110 section 13.2.2: If-Match, else
/// If-Unmodified-Since; If-None-Match, else If-Modified-Since (GET and HEAD only). The
/// representation must exist. Dates that cannot be parsed are ignored.
[[nodiscard]] Precondition evaluate_preconditions(Method method, const Headers& headers,
                                                  const Validators& validators);

/// Returns whether the Range field applies: true without If-Range, or when If-Range names exactly
/// this representation (RFC 9110 section 13.1.5).
[[nodiscard]] bool range_applies(const Headers& headers, const Validators& validators);

}  // namespace audmg::http
