// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/api_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace audmg::client {
namespace {

/// A page of 200 files with all their links, or a session of 1,000 parts.
constexpr json::Limits kAnswerLimits{.max_bytes = std::size_t{32} * 1024 * 1024, .max_depth = 32};

constexpr int kNoContent = 204;

std::string text_of(const json::Value& object, std::string_view name) {
  const json::Value* const value = object.find(name);
  const std::string* const text = value == nullptr ? nullptr : value->as_string();
  return text == nullptr ? std::string() : *text;
}

ErrorCode code_of(const ApiAnswer& answer) {
  if (answer.code == kNoDrive) return ErrorCode::unavailable;
  // The drive has no room, for this user.
  if (answer.code == "quota_exceeded") return ErrorCode::out_of_space;
  switch (answer.status) {
    case 404:
      return ErrorCode::not_found;
    case 409:
    case 412:
      return ErrorCode::conflict;
    case 413:
      return ErrorCode::too_large;
    case 500:
      return ErrorCode::internal;
    case 507:
      return ErrorCode::out_of_space;
    default:
      return answer.status >= 500 || answer.status == 429 ? ErrorCode::unavailable
                                                          : ErrorCode::invalid_argument;
  }
}

}  // namespace

ApiAnswer read_answer(const curl::ClientAnswer& response) {
  ApiAnswer answer{.status = response.status, .body = json::Value()};
  if (response.status == kNoContent || response.status == 202) return answer;
  auto body = json::parse(response.body, kAnswerLimits);
  if (body && body->as_object() != nullptr) {
    answer.body = *std::move(body);
    answer.code = text_of(answer.body, "code");
    answer.message = text_of(answer.body, "message");
    if (response.status < 400 || !answer.code.empty()) return answer;
  }
  answer.code = kNoDrive;
  answer.message =
      fmt::format("HTTP {}, and not from an Audmg Drive; is the URL right?", response.status);
  return answer;
}

Error error_of(const ApiAnswer& answer) {
  const ErrorCode code = code_of(answer);
  std::string message = answer.message;
  if (message.empty()) message = fmt::format("the drive answers with HTTP {}", answer.status);
  const json::Value* const errors = answer.body.find("errors");
  if (errors != nullptr && errors->as_array() != nullptr) {
    for (const json::Value& each : *errors->as_array()) {
      message += fmt::format(" {}: {}", text_of(each, "field"), text_of(each, "message"));
    }
  }
  return {code, std::move(message), code == ErrorCode::unavailable && answer.code != kNoDrive};
}

Result<json::Value> require(Result<ApiAnswer> answer, std::initializer_list<int> statuses) {
  if (!answer) return std::unexpected(std::move(answer).error());
  if (answer->code == kNoDrive || std::ranges::find(statuses, answer->status) == statuses.end()) {
    return std::unexpected(error_of(*answer));
  }
  return std::move(answer->body);
}

}  // namespace audmg::client
