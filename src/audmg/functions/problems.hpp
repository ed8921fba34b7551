// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/problem.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace audmg::functions {

// The problems that several functions answer, each in one place so that code and words agree.

[[nodiscard]] http::Problem unauthorized();
[[nodiscard]] http::Problem not_found();
[[nodiscard]] http::Problem rate_limited(std::chrono::seconds wait);
/// 400 validation_failed for one field.
[[nodiscard]] http::Problem invalid_field(std::string_view field, std::string_view code,
                                          std::string message);
[[nodiscard]] http::Problem empty_file();
/// 415 for a file that is not on the allow-list.
[[nodiscard]] http::Problem unsupported_file(std::string_view looks_like);
[[nodiscard]] http::Problem digest_mismatch();
/// 409 for an upload session that another request is at work on.
[[nodiscard]] http::Problem upload_busy();
/// 413 for a body over the limit of POST /upload.
[[nodiscard]] http::Problem form_too_large(std::uint64_t limit_bytes);
/// 413 for a file over the limit of POST /uploads.
[[nodiscard]] http::Problem file_too_large(std::uint64_t limit_bytes);

}  // namespace audmg::functions
