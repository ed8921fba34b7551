// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/problems.hpp"

#include "audmg/http/json_body.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <string>
#include <utility>

namespace audmg::functions {
namespace {

/// Returns a size for people: "12.3 GB".
std::string readable_size(std::uint64_t bytes) {
  constexpr double kStep = 1000;
  constexpr std::array<std::string_view, 5> kUnits{"kB", "MB", "GB", "TB", "PB"};
  if (bytes < 1000) return fmt::format("{} bytes", bytes);
  double size = static_cast<double>(bytes) / kStep;
  std::size_t unit = 0;
  for (; size >= kStep && unit + 1 < kUnits.size(); ++unit) size /= kStep;
  return fmt::format("{:.1f} {}", size, kUnits.at(unit));
}

}  // namespace

http::Problem no_such_path() {
  return {.status = 404, .code = "not_found", .message = "There is nothing at this path."};
}

http::Problem method_not_allowed() {
  return {.status = 405,
          .code = "method_not_allowed",
          .message = "This path does not accept the method; Allow lists those that it does."};
}

http::Problem bad_request(std::string message) {
  return {.status = 400, .code = "bad_request", .message = std::move(message)};
}

http::Problem request_timeout(std::string_view what) {
  return {.status = 408,
          .code = "request_timeout",
          .message = fmt::format("The {} did not arrive in time.", what)};
}

http::Problem headers_too_large() {
  return {.status = 431,
          .code = "headers_too_large",
          .message = "The request line is limited to 8 KiB, all header fields together to 32 KiB."};
}

http::Problem incomplete_body() {
  return {.status = 400,
          .code = "incomplete_body",
          .message = "The body ended before its announced end."};
}

http::Problem body_too_large() {
  return {
      .status = 413,
      .code = "body_too_large",
      .message = fmt::format("The body is larger than {} KiB.", http::kMaxJsonBodyBytes / 1024)};
}

http::Problem answer_too_large() {
  return {.status = 500,
          .code = "answer_too_large",
          .message =
              "The answer is larger than the 6 MiB that this deployment can send. Ask for "
              "less at a time, for example with a smaller limit."};
}

http::Problem events_need_a_connection() {
  return {
      .status = 501,
      .code = "not_implemented",
      .message =
          "This deployment keeps no connection open for events. Ask for them from time to time: "
          "GET /events?after=."};
}

http::Problem too_many_streams() {
  return {.status = 429,
          .code = "too_many_streams",
          .message = "You have too many streams of events open. Close one first.",
          .retry_after_seconds = 5};
}

http::Problem overloaded() {
  return {.status = 503,
          .code = "overloaded",
          .message = "The server is busy. Try again in a moment.",
          .retry_after_seconds = 1};
}

http::Problem too_many_connections() {
  return {.status = 503,
          .code = "overloaded",
          .message = "There are too many connections.",
          .retry_after_seconds = 1};
}

http::Problem unauthorized() {
  return {.status = 401,
          .code = "unauthorized",
          .message = "Log in first and send the token as Authorization: Bearer <token>."};
}

http::Problem not_found() {
  return {.status = 404, .code = "not_found", .message = "It does not exist, or it is not yours."};
}

http::Problem rate_limited(std::chrono::seconds wait) {
  return {.status = 429,
          .code = "rate_limited",
          .message = fmt::format("Too many requests. Try again in {} s.", wait.count()),
          .retry_after_seconds = static_cast<int>(wait.count())};
}

http::Problem insufficient_scope(std::string_view needed) {
  return {.status = 403,
          .code = "insufficient_scope",
          .message = needed.empty()
                         ? "No app password is good for this. Log in."
                         : fmt::format("This app password has no scope \"{}\".", needed)};
}

http::Problem invalid_link() {
  return {.status = 400,
          .code = "invalid_link",
          .message = "This link was used, or it is too old. Ask for another one."};
}

http::Problem no_app_address() {
  return {.status = 409,
          .code = "no_app_address",
          .message = "The drive does not know its own address. Set AUDMG_PUBLIC_URL."};
}

http::Problem email_taken() {
  return {.status = 409,
          .code = "email_taken",
          .message = "An account with this e-mail address exists."};
}

http::Problem invalid_field(std::string_view field, std::string_view code, std::string message) {
  return {.status = 400,
          .code = "validation_failed",
          .message = "Some fields are not valid; see errors.",
          .errors = {{std::string(field), std::string(code), std::move(message)}}};
}

http::Problem media_off() {
  return {.status = 409, .code = "media_off", .message = "Files are not processed on this server."};
}

http::Problem empty_file() {
  return {.status = 400, .code = "empty_file", .message = "The file is empty."};
}

http::Problem unsupported_file(std::string_view looks_like) {
  return {.status = 415,
          .code = "unsupported_media_type",
          .message =
              fmt::format("This looks like {}. Accepted are JPEG, PNG, GIF, WebP, TIFF, HEIC, "
                          "AVIF, JPEG XL, JPEG 2000, BMP and raw camera (DNG, CR2, CR3, NEF, ARW, "
                          "RAF, ORF, RW2, PEF, SRW) images and MP3, FLAC, Ogg, Opus, WAV, M4A, "
                          "AAC and AIFF audio.",
                          looks_like)};
}

http::Problem unsupported_companion(std::string_view why) {
  return {
      .status = 415,
      .code = "unsupported_media_type",
      .message = fmt::format("{} A picture may have an MP4 or QuickTime video of at most 30 "
                             "seconds and 50 MB beside it, and an XMP sidecar of at most 1 MiB.",
                             why)};
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

http::Problem part_busy() {
  return {.status = 409,
          .code = "upload_busy",
          .message =
              "This part is being written by another request, or the upload is being completed."};
}

http::Problem part_digest_mismatch() {
  return {.status = 422,
          .code = "digest_mismatch",
          .message = "The part's SHA-256 is not the announced one. Send it again."};
}

http::Problem part_size_mismatch(std::uint64_t expected_bytes) {
  return {
      .status = 400,
      .code = "size_mismatch",
      .message = fmt::format("This part must have exactly {} bytes, announced by Content-Length.",
                             expected_bytes)};
}

http::Problem invalid_signature() {
  return {.status = 403,
          .code = "invalid_signature",
          .message = "The URL's signature is not valid. Ask for a new URL."};
}

http::Problem url_expired() {
  return {
      .status = 403, .code = "url_expired", .message = "The URL has expired. Ask for a new one."};
}

http::Problem object_damaged() {
  return {.status = 500, .code = "object_damaged", .message = "The stored file is damaged."};
}

http::Problem form_too_large(std::uint64_t limit_bytes) {
  return {
      .status = 413,
      .code = "file_too_large",
      .message = fmt::format("POST /upload takes at most {} bytes. Upload larger files in parts: "
                             "POST /uploads.",
                             limit_bytes)};
}

http::Problem file_too_large(std::uint64_t limit_bytes) {
  return {.status = 413,
          .code = "file_too_large",
          .message = fmt::format("A file can have at most {} bytes.", limit_bytes)};
}

http::Problem quota_exceeded(std::uint64_t used, std::uint64_t reserved, std::uint64_t quota) {
  const std::string uploads =
      reserved == 0 ? "" : fmt::format(" and {} for unfinished uploads", readable_size(reserved));
  return {.status = 413,
          .code = "quota_exceeded",
          .message = fmt::format(
              "Your quota has too little room for this file: of {}, your files and the trash take "
              "{}{}. Delete files and empty the trash, or ask an admin for a larger quota.",
              readable_size(quota), readable_size(used), uploads),
          .members = {{"used", std::to_string(used)},
                      {"reserved", std::to_string(reserved)},
                      {"quota", std::to_string(quota)}}};
}

}  // namespace audmg::functions
