// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/problems.hpp"

#include <fmt/format.h>

namespace audmg::functions {

http::Problem unauthorized() {
  return {.status = 401,
          .code = "unauthorized",
          .message = "Log in first and send the token as Authorization: Bearer <token>."};
}

http::Problem not_found() {
  return {.status = 404, .code = "not_found", .message = "There is no such thing here."};
}

http::Problem rate_limited(std::chrono::seconds wait) {
  return {.status = 429,
          .code = "rate_limited",
          .message = fmt::format("Too many requests. Try again in {} s.", wait.count()),
          .retry_after_seconds = static_cast<int>(wait.count())};
}

http::Problem invalid_field(std::string_view field, std::string_view code, std::string message) {
  return {.status = 400,
          .code = "validation_failed",
          .message = "Some fields are not right; see errors.",
          .errors = {{std::string(field), std::string(code), std::move(message)}}};
}

http::Problem empty_file() {
  return {.status = 400, .code = "empty_file", .message = "The file is empty."};
}

http::Problem unsupported_file(std::string_view looks_like) {
  return {.status = 415,
          .code = "unsupported_media_type",
          .message =
              fmt::format("This looks like {}. Accepted are JPEG, PNG, GIF, WebP, TIFF, HEIC and "
                          "AVIF images and MP3, FLAC, Ogg, Opus, WAV, M4A, AAC and AIFF audio.",
                          looks_like)};
}

http::Problem digest_mismatch() {
  return {.status = 422,
          .code = "digest_mismatch",
          .message =
              "The bytes that arrived do not have the SHA-256 that was announced. Nothing was "
              "stored; send the file again."};
}

http::Problem upload_busy() {
  return {.status = 409,
          .code = "upload_busy",
          .message = "A part is being written, or the upload is being completed. Try again.",
          .retry_after_seconds = 1};
}

http::Problem form_too_large(std::uint64_t limit_bytes) {
  return {
      .status = 413,
      .code = "file_too_large",
      .message = fmt::format("POST /upload takes {} bytes at most. Upload larger files in parts: "
                             "POST /uploads.",
                             limit_bytes)};
}

http::Problem file_too_large(std::uint64_t limit_bytes) {
  return {.status = 413,
          .code = "file_too_large",
          .message = fmt::format("A file may have {} bytes at most.", limit_bytes)};
}

}  // namespace audmg::functions
