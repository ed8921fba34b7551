// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/aws/service_failure.hpp"

#include "audmg/core/text.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/pugixml/document.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace audmg::aws {
namespace {

/// DynamoDB tells up to 100 reasons, each with an item, so this is more than errors need.
constexpr std::size_t kMaxBodyBytes = std::size_t{5} * 1024 * 1024;
constexpr std::size_t kMaxWordBytes = 128;
constexpr std::size_t kMaxMessageBytes = 300;

struct Said {
  std::string code;
  std::string message;
};

/// "com.amazonaws.dynamodb.v20120810#Code", "Code:http://...", "Code".
std::string_view bare_code(std::string_view type) {
  type = type.substr(0, type.find(':'));
  const std::size_t hash = type.rfind('#');
  return hash == std::string_view::npos ? type : type.substr(hash + 1);
}

Said read_json(std::string_view body) {
  const auto document = json::parse(body, {.max_bytes = kMaxBodyBytes, .max_depth = 32});
  if (!document) return {};
  const auto text = [&](std::string_view name) -> std::string_view {
    const json::Value* const value = document->find(name);
    const std::string* const found = value == nullptr ? nullptr : value->as_string();
    return found == nullptr ? std::string_view() : std::string_view(*found);
  };
  Said said;
  said.code = bare_code(text("__type").empty() ? text("code") : text("__type"));
  said.message = text("message").empty() ? text("Message") : text("message");
  return said;
}

/// The element with Code and Message: S3's root, or inside SNS's ErrorResponse.
std::optional<xml::Element> error_element(const xml::Document& document) {
  const xml::Element root = document.root();
  if (root.name() == "Error") return root;
  if (root.name() == "ErrorResponse") return root.child("Error");
  return std::nullopt;
}

Said read_xml(std::string_view body) {
  const auto document = xml::Document::parse(body, {.max_bytes = kMaxBodyBytes});
  if (!document) return {};
  const auto element = error_element(*document);
  if (!element) return {};
  return {std::string(element->child_text("Code").value_or("")),
          std::string(element->child_text("Message").value_or(""))};
}

/// An answer to HEAD has no body; its status is all there is.
std::string_view code_of_status(int status) {
  switch (status) {
    case 404:
      return "NotFound";
    case 412:
      return "PreconditionFailed";
    default:
      return "";
  }
}

constexpr std::array<std::string_view, 14> kThrottling{"Throttling",
                                                       "ThrottlingException",
                                                       "ThrottledException",
                                                       "Throttled",
                                                       "RequestThrottledException",
                                                       "RequestThrottled",
                                                       "TooManyRequestsException",
                                                       "ProvisionedThroughputExceededException",
                                                       "TransactionInProgressException",
                                                       "RequestLimitExceeded",
                                                       "BandwidthLimitExceeded",
                                                       "LimitExceededException",
                                                       "PriorRequestNotComplete",
                                                       "SlowDown"};
constexpr std::array<std::string_view, 5> kTransient{"RequestTimeout", "RequestTimeoutException",
                                                     "InternalError", "InternalServerError",
                                                     "ServiceUnavailable"};
constexpr std::array<std::string_view, 3> kSkewed{"RequestTimeTooSkewed", "RequestExpired",
                                                  "RequestInTheFuture"};
/// Of temporary credentials that have ended, or that the service does not know (any more).
constexpr std::array<std::string_view, 7> kStale{
    "ExpiredToken",         "ExpiredTokenException", "TokenRefreshRequired",       "InvalidToken",
    "InvalidClientTokenId", "InvalidAccessKeyId",    "UnrecognizedClientException"};

bool is_one_of(std::string_view code, const auto& words) {
  return std::ranges::find(words, code) != words.end();
}

ErrorCode to_error_code(int status) noexcept {
  switch (status) {
    case 404:
      return ErrorCode::not_found;
    case 409:
    case 412:
      return ErrorCode::conflict;
    case 413:
      return ErrorCode::too_large;
    default:
      return ErrorCode::internal;
  }
}

}  // namespace

Failure read_failure(Protocol protocol, std::string_view action, const FailureAnswer& answer) {
  Said said = protocol == Protocol::json ? read_json(answer.body) : read_xml(answer.body);
  if (said.code.empty()) said.code = bare_code(answer.error_type);
  if (said.code.empty()) said.code = code_of_status(answer.status);
  Failure failure{.error = {},
                  .status = answer.status,
                  .code = printable_text(said.code, kMaxWordBytes),
                  .body = std::string(answer.body.substr(0, kMaxBodyBytes))};
  std::string& message = failure.error.message;
  message.append(action).append(": ").append(std::to_string(answer.status));
  if (!failure.code.empty()) message.append(" ").append(failure.code);
  if (!said.message.empty()) {
    message.append(": ").append(printable_text(said.message, kMaxMessageBytes));
  }
  if (!answer.request_id.empty()) {
    message.append(" (request ")
        .append(printable_text(answer.request_id, kMaxWordBytes))
        .append(")");
  }
  const bool later = answer.status >= 500 || answer.status == 429 || is_throttling(failure) ||
                     has_stale_credentials(failure) || is_one_of(failure.code, kTransient);
  failure.error.code = later ? ErrorCode::unavailable : to_error_code(answer.status);
  failure.error.retryable = later;
  failure.may_have_happened = answer.status >= 500 && !is_throttling(failure);
  return failure;
}

bool is_error_document(std::string_view body) {
  const auto document = xml::Document::parse(body, {.max_bytes = kMaxBodyBytes});
  return document && document->root().name() == "Error";
}

bool is_throttling(const Failure& failure) noexcept {
  return failure.status == 429 || is_one_of(failure.code, kThrottling);
}

bool is_clock_skew(const Failure& failure) noexcept { return is_one_of(failure.code, kSkewed); }

bool has_stale_credentials(const Failure& failure) noexcept {
  // S3 refuses an expired token with 400, and an answer to HEAD cannot name the reason. The other
  // reasons for 400 are of requests that we do not make.
  constexpr int kBadRequest = 400;
  const bool says_nothing = failure.code.empty() && failure.body.empty();
  return is_one_of(failure.code, kStale) || (failure.status == kBadRequest && says_nothing);
}

}  // namespace audmg::aws
