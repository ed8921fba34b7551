// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/problem.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace audmg::functions {

// The problems that runtimes, dispatch or several functions answer with, each in one place so that
// code and wording agree. A problem of a single function stands in that function's file.

/// 404 for a path that does not belong to a function.
[[nodiscard]] http::Problem no_such_path();
/// 405 for a path that exists only with other methods.
[[nodiscard]] http::Problem method_not_allowed();
/// 400 for a request that is not valid HTTP.
[[nodiscard]] http::Problem bad_request(std::string message);
/// 408 for a head or a body that did not arrive in time; `what` is "request" or "body".
[[nodiscard]] http::Problem request_timeout(std::string_view what);
/// 431 for header fields over the limits.
[[nodiscard]] http::Problem headers_too_large();
/// 400 for a body that ended before its announced end.
[[nodiscard]] http::Problem incomplete_body();
/// 413 for a body over the limit of functions that take JSON.
[[nodiscard]] http::Problem body_too_large();
/// 500 for an answer over the limit of AWS Lambda.
[[nodiscard]] http::Problem answer_too_large();
/// 501 where no connection can be kept open for events.
[[nodiscard]] http::Problem events_need_a_connection();
/// 429 for more streams of events than a user may have.
[[nodiscard]] http::Problem too_many_streams();
/// 503 where no worker is free.
[[nodiscard]] http::Problem overloaded();
/// 503 where no more connections are taken.
[[nodiscard]] http::Problem too_many_connections();

/// 401 for a request without a good token.
[[nodiscard]] http::Problem unauthorized();
[[nodiscard]] http::Problem not_found();
/// 403 for an app password without the scope that a function needs; "" where none will do.
[[nodiscard]] http::Problem insufficient_scope(std::string_view needed);
[[nodiscard]] http::Problem rate_limited(std::chrono::seconds wait);
/// 400 for a link of a mail that was used, has expired or was never made.
[[nodiscard]] http::Problem invalid_link();
/// 409 where a link would have no address to begin with.
[[nodiscard]] http::Problem no_app_address();
/// 409 for an address that another account has.
[[nodiscard]] http::Problem email_taken();
/// 400 validation_failed for one field.
[[nodiscard]] http::Problem invalid_field(std::string_view field, std::string_view code,
                                          std::string message);
/// 409 where files are not processed.
[[nodiscard]] http::Problem media_off();
[[nodiscard]] http::Problem empty_file();
/// 415 for a file that is not on the allow-list.
[[nodiscard]] http::Problem unsupported_file(std::string_view looks_like);
/// 415 for a file that no picture may have beside it; `why` is a sentence.
[[nodiscard]] http::Problem unsupported_companion(std::string_view why);
[[nodiscard]] http::Problem digest_mismatch();
/// 409 for an upload session that another request is at work on.
[[nodiscard]] http::Problem upload_busy();
/// 409 for a part that another request writes, or whose upload is being completed.
[[nodiscard]] http::Problem part_busy();
/// 422 for a part without the announced SHA-256.
[[nodiscard]] http::Problem part_digest_mismatch();
/// 400 for a part of another size than its URL was signed for.
[[nodiscard]] http::Problem part_size_mismatch(std::uint64_t expected_bytes);
/// 403 for a signed URL that was altered, or whose user may not use it any more.
[[nodiscard]] http::Problem invalid_signature();
/// 403 for a signed URL that is too old.
[[nodiscard]] http::Problem url_expired();
/// 500 for a stored file whose size is not the one on record.
[[nodiscard]] http::Problem object_damaged();
/// 413 for a body over the limit of POST /upload.
[[nodiscard]] http::Problem form_too_large(std::uint64_t limit_bytes);
/// 413 for a file over the limit of POST /uploads.
[[nodiscard]] http::Problem file_too_large(std::uint64_t limit_bytes);
/// 413 for a file for which the user's quota has no room: bytes of the user's files, those that
/// open upload sessions have reserved, and the quota.
[[nodiscard]] http::Problem quota_exceeded(std::uint64_t used, std::uint64_t reserved,
                                           std::uint64_t quota);

}  // namespace audmg::functions
