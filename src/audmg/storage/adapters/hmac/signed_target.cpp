// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/hmac/signed_target.hpp"

#include "audmg/core/number.hpp"
#include "audmg/core/percent.hpp"
#include "audmg/storage/object_key.hpp"

#include <chrono>
#include <limits>
#include <utility>

namespace audmg::storage::hmac {
namespace {

/// A TimePoint counts milliseconds.
constexpr std::int64_t kLatestSeconds = std::numeric_limits<std::int64_t>::max() / 1000;

void append_encoded(std::string& text, std::string_view value) {
  append_percent_encoded(text, value, is_unreserved);
}

void append_parameter(std::string& text, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  text.push_back('&');
  text.append(name);
  text.push_back('=');
  append_encoded(text, value);
}

/// Accepts only the spelling that append_encoded() produces.
bool decode(std::string_view encoded, std::string& value) {
  auto decoded = percent_decode(encoded, Plus::literal);
  if (!decoded) return false;
  value = *std::move(decoded);
  std::string spelling;
  append_encoded(spelling, value);
  return spelling == encoded;
}

/// Reads parameters in the one order in which they are written.
class Parameters {
 public:
  explicit Parameters(std::string_view rest) : rest_(rest) {}

  /// Returns the value of `name` if it comes next, otherwise an empty text.
  std::string_view take(std::string_view name) {
    if (!rest_.starts_with(name) || rest_.substr(name.size(), 1) != "=") return {};
    const auto end = rest_.find('&');
    const std::string_view value = rest_.substr(0, end).substr(name.size() + 1);
    // An empty value is never written; leaving it unread makes the text wrong.
    if (value.empty()) return {};
    ended_with_separator_ = end != std::string_view::npos;
    rest_ = ended_with_separator_ ? rest_.substr(end + 1) : std::string_view{};
    return value;
  }

  template <class Number>
  bool take_number(std::string_view name, Number& number) {
    const std::string_view text = take(name);
    // One spelling for each number: no leading zeros, no signs.
    if (text.starts_with('-') || (text.starts_with('0') && text.size() > 1)) return false;
    const auto parsed = parse_whole<Number>(text);
    if (parsed) number = *parsed;
    return parsed.has_value();
  }

  [[nodiscard]] bool next_is(std::string_view name) const {
    return rest_.substr(0, rest_.find('=')) == name;
  }

  [[nodiscard]] bool done() const { return rest_.empty() && !ended_with_separator_; }

 private:
  std::string_view rest_;
  bool ended_with_separator_ = false;
};

bool parse_upload_part(Parameters& parameters, SignedAccess& access) {
  const std::string_view upload_id = parameters.take("uploadId");
  if (upload_id.empty()) return false;
  access.operation = SignedAccess::Operation::upload_part;
  return decode(upload_id, access.upload_id) &&
         parameters.take_number("partNumber", access.part_number) &&
         parameters.take_number("contentLength", access.content_length);
}

bool parse_get_object(Parameters& parameters, SignedAccess& access) {
  // URLs made before there were sizes have none.
  if (parameters.next_is("size") && !parameters.take_number("size", access.size.emplace())) {
    return false;
  }
  return decode(parameters.take("response-content-type"), access.response_content_type) &&
         decode(parameters.take("response-content-disposition"),
                access.response_content_disposition);
}

}  // namespace

std::string format_signed_target(const SignedAccess& access) {
  std::string text;
  text.reserve(512);
  text.append(kObjectsPath).append(access.key).append("?expires=");
  text.append(std::to_string(
      std::chrono::floor<std::chrono::seconds>(access.expires_at.time_since_epoch()).count()));
  append_parameter(text, "binding", access.binding);
  if (access.operation == SignedAccess::Operation::upload_part) {
    append_parameter(text, "uploadId", access.upload_id);
    append_parameter(text, "partNumber", std::to_string(access.part_number));
    append_parameter(text, "contentLength", std::to_string(access.content_length));
  } else {
    if (access.size) append_parameter(text, "size", std::to_string(*access.size));
    append_parameter(text, "response-content-type", access.response_content_type);
    append_parameter(text, "response-content-disposition", access.response_content_disposition);
  }
  return text;
}

std::optional<SignedAccess> parse_signed_target(std::string_view text) {
  if (!text.starts_with(kObjectsPath)) return std::nullopt;
  text.remove_prefix(kObjectsPath.size());
  const auto question = text.find('?');
  if (question == std::string_view::npos) return std::nullopt;
  SignedAccess access;
  access.key = text.substr(0, question);
  if (!is_object_key(access.key)) return std::nullopt;
  Parameters parameters(text.substr(question + 1));
  std::int64_t expires = 0;
  if (!parameters.take_number("expires", expires) || expires > kLatestSeconds) return std::nullopt;
  access.expires_at = TimePoint(std::chrono::seconds(expires));
  if (!decode(parameters.take("binding"), access.binding)) return std::nullopt;
  const bool parsed = parameters.next_is("uploadId") ? parse_upload_part(parameters, access)
                                                     : parse_get_object(parameters, access);
  if (!parsed || !parameters.done()) return std::nullopt;
  return access;
}

}  // namespace audmg::storage::hmac
