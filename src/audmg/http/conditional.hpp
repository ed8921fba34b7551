// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/http/headers.hpp"
#include "audmg/http/request.hpp"

#include <string_view>

namespace audmg::http {

/// What a representation is compared by. Ours never change under their URL, so that a time is as
/// strong a validator as the tag.
struct Validators {
  /// With its quotes, as in the ETag field.
  std::string_view etag;
  TimePoint last_modified;
};

enum class Precondition {
  proceed,       ///< do what the method says
  not_modified,  ///< 304, with ETag and Last-Modified, no body
  failed,        ///< 412
};

/// The preconditions of a request in the order of RFC 9110 section 13.2.2: If-Match, else
/// If-Unmodified-Since; If-None-Match, else If-Modified-Since (GET and HEAD only). The
/// representation exists. A date that cannot be read is ignored.
[[nodiscard]] Precondition evaluate_preconditions(Method method, const Headers& headers,
                                                  const Validators& validators);

/// Whether the Range field counts: true without If-Range, or when If-Range names exactly this
/// representation (RFC 9110 section 13.1.5).
[[nodiscard]] bool range_applies(const Headers& headers, const Validators& validators);

}  // namespace audmg::http
