// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/runtime_api.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/number.hpp"
#include "audmg/lib/json/writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

namespace audmg::lambda {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view kInvocation = "/2018-06-01/runtime/invocation/";
constexpr std::string_view kInitError = "/2018-06-01/runtime/init/error";
constexpr std::string_view kErrorType = "Lambda-Runtime-Function-Error-Type";

/// The API is a process on this machine: a reply that takes longer than this will never come.
constexpr milliseconds kPostTimeout{10'000};
constexpr int kTries = 4;
constexpr milliseconds kFirstPause{20};

/// The id becomes a part of a URL.
bool is_request_id(std::string_view text) noexcept {
  return !text.empty() && text.size() <= 128 &&
         std::ranges::all_of(text, [](char c) { return is_alnum(c) || c == '-'; });
}

std::optional<TimePoint> parse_deadline(std::string_view text) {
  const auto number = parse_whole<std::int64_t>(text, 1);
  if (!number) return std::nullopt;
  return TimePoint(milliseconds(*number));
}

HttpCall error_call(std::string path, const InvocationError& error, std::string_view body) {
  HttpCall call{.is_post = true,
                .path = std::move(path),
                .headers = {},
                .body = body,
                .timeout = kPostTimeout};
  call.headers.add(std::string(kErrorType), std::string(error.type));
  return call;
}

}  // namespace

std::string write_invocation_error(const InvocationError& error) {
  json::Writer json;
  json.begin_object()
      .field("errorMessage", error.message)
      .field("errorType", error.type)
      .key("stackTrace")
      .begin_array()
      .end_array()
      .end_object();
  return std::move(json).take();
}

RuntimeApi::RuntimeApi(HttpChannel& channel, Sleep sleep)
    : channel_(channel), sleep_(sleep ? std::move(sleep) : [](milliseconds time) {
        std::this_thread::sleep_for(time);
      }) {}

Result<Invocation> RuntimeApi::next_invocation() {
  bool repeated = false;
  HttpCall call;
  call.path = std::string(kInvocation) + "next";
  AUDMG_TRY(HttpReply reply, exchange_with_retries(call, repeated));
  if (reply.status != 200) {
    return fail(ErrorCode::internal,
                fmt::format("the Runtime API answered {} when asked for an event", reply.status));
  }
  const auto id = reply.headers.find("Lambda-Runtime-Aws-Request-Id");
  const auto deadline =
      parse_deadline(reply.headers.find("Lambda-Runtime-Deadline-Ms").value_or(""));
  if (!id || !is_request_id(*id) || !deadline) {
    return fail(ErrorCode::internal, "the Runtime API sent an event without id or deadline");
  }
  return Invocation{
      .request_id = std::string(*id),
      .deadline = *deadline,
      .trace_id = std::string(reply.headers.find("Lambda-Runtime-Trace-Id").value_or("")),
      .event = std::move(reply.body)};
}

Result<RuntimeApi::Posted> RuntimeApi::post_response(std::string_view request_id,
                                                     std::string_view json) {
  return post({.is_post = true,
               .path = fmt::format("{}{}/response", kInvocation, request_id),
               .headers = {},
               .body = json,
               .timeout = kPostTimeout});
}

Result<RuntimeApi::Posted> RuntimeApi::post_error(std::string_view request_id,
                                                  const InvocationError& error) {
  const std::string body = write_invocation_error(error);
  return post(error_call(fmt::format("{}{}/error", kInvocation, request_id), error, body));
}

Result<RuntimeApi::Posted> RuntimeApi::post_init_error(const InvocationError& error) {
  const std::string body = write_invocation_error(error);
  return post(error_call(std::string(kInitError), error, body));
}

Result<RuntimeApi::Posted> RuntimeApi::post(const HttpCall& call) {
  bool repeated = false;
  AUDMG_TRY(const HttpReply reply, exchange_with_retries(call, repeated));
  if (reply.status >= 200 && reply.status < 300) return Posted::taken;
  // 400 and 403 after a connection broke: the first post had arrived before it did.
  if (repeated && (reply.status == 400 || reply.status == 403)) return Posted::taken;
  // 413: Lambda has failed the invocation already. None of these is mended by posting an error.
  if (reply.status >= 400 && reply.status < 500) return Posted::refused;
  return fail(ErrorCode::internal,
              fmt::format("the Runtime API answered {} to {}", reply.status, call.path));
}

/// `repeated` is set when an earlier attempt may have arrived.
Result<HttpReply> RuntimeApi::exchange_with_retries(const HttpCall& call, bool& repeated) {
  milliseconds pause = kFirstPause;
  for (int tries = 1;; ++tries) {
    auto reply = channel_.exchange(call);
    if (reply) return reply;
    if (!reply.error().retryable || tries == kTries) {
      return fail(ErrorCode::unavailable, "the Runtime API is gone: " + reply.error().message);
    }
    repeated = true;
    sleep_(pause);
    pause *= 3;
  }
}

}  // namespace audmg::lambda
