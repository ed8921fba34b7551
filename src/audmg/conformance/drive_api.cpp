// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/drive_api.hpp"

#include "audmg/core/number.hpp"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <utility>

namespace audmg::conformance {
namespace {

using std::chrono::milliseconds;

/// API Gateway waits 29 s for a function; a drive that is slower than this is not in use.
constexpr milliseconds kReplyTimeout{60'000};
constexpr milliseconds kConnectTimeout{10'000};
constexpr std::size_t kMaxReplyBytes = std::size_t{8} * 1024 * 1024;
constexpr int kMaxAttempts = 4;
/// A longer pause is not worth waiting for: the limits of sign-ups and guesses are of minutes.
constexpr std::chrono::seconds kLongestPause{15};

/// Returns the pause that a busy drive asks for; zero when it does not.
std::chrono::seconds pause_for(const Reply& reply) {
  if (reply.status() != 429 && reply.status() != 503) return {};
  const auto seconds = parse_whole<std::uint32_t>(reply.field("retry-after"), 0, 86'400);
  return std::chrono::seconds(seconds.value_or(0));
}

std::vector<std::string> header_fields(const Call& call) {
  std::vector<std::string> fields = call.fields;
  if (!call.token.empty()) fields.push_back("Authorization: Bearer " + call.token);
  if (!call.body.empty() && !call.content_type.empty()) {
    fields.push_back("Content-Type: " + call.content_type);
  }
  return fields;
}

}  // namespace

DriveApi::DriveApi(std::string url, const std::string& ca_file, std::stop_token stop)
    : url_(std::move(url)),
      stop_(std::move(stop)),
      http_({.plain_allowed = true,
             .peers = {.may_connect = {}, .ca_file = ca_file, .resolve = {}}}) {}

Result<Reply> DriveApi::send(const Call& call) {
  for (int attempt = 1;; ++attempt) {
    auto reply = send_once(call);
    if (attempt == kMaxAttempts) return reply;
    if (!reply && !reply.error().retryable) return reply;
    const std::chrono::seconds wait = reply ? pause_for(*reply) : std::chrono::seconds(1);
    if (wait.count() == 0 || wait > kLongestPause || !pause(wait)) return reply;
  }
}

Result<Reply> DriveApi::send_once(const Call& call) {
  const bool is_whole_url = call.target.find("://") != std::string::npos;
  auto answer = http_.send({.method = call.method,
                            .url = is_whole_url ? call.target : url_ + call.target,
                            .fields = header_fields(call),
                            .body = call.body,
                            .max_answer_bytes = kMaxReplyBytes,
                            .timeout = kReplyTimeout,
                            .connect_timeout = kConnectTimeout,
                            .stop = stop_});
  if (answer) return read_reply(*std::move(answer));
  if (stop_.stop_requested()) return fail(ErrorCode::unavailable, "interrupted");
  return fail(ErrorCode::unavailable, "no reply: " + answer.error().message,
              answer.error().retryable);
}

bool DriveApi::pause(milliseconds time) const {
  std::mutex mutex;
  std::condition_variable_any changed;
  std::unique_lock lock(mutex);
  (void)changed.wait_for(lock, stop_, time, [] { return false; });
  return !stop_.stop_requested();
}

}  // namespace audmg::conformance
