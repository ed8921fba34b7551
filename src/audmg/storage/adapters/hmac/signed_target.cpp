// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/hmac/signed_target.hpp"

#include "audmg/core/number.hpp"
#include "audmg/core/percent.hpp"
#include "audmg/storage/object_key.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <limits>
#include <utility>

namespace audmg::storage::hmac {
namespace {

/// A TimePoint counts milliseconds.
constexpr std::int64_t kLatestSeconds = std::numeric_limits<std::int64_t>::max() / 1000;

constexpr std::string_view kInline = "inline; filename=\"";
constexpr std::string_view kAttachment = "attachment; filename=\"";

using Characters = std::array<bool, 256>;

constexpr Characters unreserved_and(std::string_view others) {
  Characters characters{};
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const char c = static_cast<char>(i);
    characters[i] = is_unreserved(c) || others.contains(c);
  }
  return characters;
}

constexpr Characters kUnreserved = unreserved_and("");
/// In a query "/" needs no encoding (RFC 3986 section 3.4).
constexpr Characters kPlain = unreserved_and("/");

void append_encoded(std::string& text, std::string_view value, const Characters& plain) {
  append_percent_encoded(text, value,
                         [&plain](char c) { return plain[static_cast<unsigned char>(c)]; });
}

void append_parameter(std::string& text, std::string_view name, std::string_view value,
                      const Characters& plain) {
  if (value.empty()) return;
  text.append(name);
  append_encoded(text, value, plain);
}

template <std::integral Number>
void append_parameter(std::string& text, std::string_view name, Number number) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  text.append(name).append(digits.data(), end);
}

constexpr std::string_view kExpires = "?expires=";
constexpr std::string_view kBinding = "&binding=";

/// Returns the name in `disposition` when there is nothing but one in quotes after `prefix`.
std::string_view sole_name(std::string_view disposition, std::string_view prefix) {
  if (!disposition.starts_with(prefix) || !disposition.ends_with('"')) return {};
  disposition.remove_prefix(prefix.size());
  return disposition.substr(0, disposition.empty() ? 0 : disposition.size() - 1);
}

/// Of the common dispositions only the name is written.
void append_disposition(std::string& text, std::string_view disposition) {
  if (const auto shown = sole_name(disposition, kInline); !shown.empty()) {
    append_parameter(text, "&inline=", shown, kPlain);
  } else if (const auto saved = sole_name(disposition, kAttachment); !saved.empty()) {
    append_parameter(text, "&attachment=", saved, kPlain);
  } else {
    append_parameter(text, "&response-content-disposition=", disposition, kUnreserved);
  }
}

/// Accepts only the spelling that append_parameter() produces.
bool decode(std::string_view encoded, std::string& value, const Characters& plain) {
  auto decoded = percent_decode(encoded, Plus::literal);
  if (!decoded) return false;
  value = *std::move(decoded);
  std::string spelling;
  append_encoded(spelling, value, plain);
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
  return decode(upload_id, access.upload_id, kUnreserved) &&
         parameters.take_number("partNumber", access.part_number) &&
         parameters.take_number("contentLength", access.content_length);
}

bool parse_type(Parameters& parameters, std::string& type) {
  if (const auto value = parameters.take("type"); !value.empty()) {
    return decode(value, type, kPlain);
  }
  // As URLs had it before; none of those lives longer than kMaxUrlLifetime.
  return decode(parameters.take("response-content-type"), type, kUnreserved);
}

bool parse_name(std::string_view value, std::string_view prefix, std::string& disposition) {
  std::string name;
  if (!decode(value, name, kPlain)) return false;
  disposition.append(prefix).append(name).push_back('"');
  return true;
}

bool parse_disposition(Parameters& parameters, std::string& disposition) {
  if (const auto shown = parameters.take("inline"); !shown.empty()) {
    return parse_name(shown, kInline, disposition);
  }
  if (const auto saved = parameters.take("attachment"); !saved.empty()) {
    return parse_name(saved, kAttachment, disposition);
  }
  return decode(parameters.take("response-content-disposition"), disposition, kUnreserved);
}

bool parse_get_object(Parameters& parameters, SignedAccess& access) {
  if (parameters.next_is("size") && !parameters.take_number("size", access.size.emplace())) {
    return false;
  }
  return parse_type(parameters, access.response_content_type) &&
         parse_disposition(parameters, access.response_content_disposition);
}

}  // namespace

void append_terms(std::string& text, TimePoint expires_at, std::string_view binding) {
  append_parameter(text, kExpires,
                   std::chrono::floor<std::chrono::seconds>(expires_at.time_since_epoch()).count());
  append_parameter(text, kBinding, binding, kUnreserved);
}

void append_response(std::string& text, const ReadableObject& object) {
  if (object.size) append_parameter(text, "&size=", *object.size);
  append_parameter(text, "&type=", object.response_content_type, kPlain);
  append_disposition(text, object.response_content_disposition);
}

std::optional<ReadTextParts> divide_read_text(std::string_view text) noexcept {
  const auto question = text.find('?');
  if (question == std::string_view::npos) return std::nullopt;
  ReadTextParts parts{.path = text.substr(0, question), .terms = {}, .response = {}};
  const std::string_view query = text.substr(question);
  if (!query.starts_with(kExpires)) return std::nullopt;
  auto end = query.find('&');
  if (end != std::string_view::npos && query.substr(end).starts_with(kBinding)) {
    end = query.find('&', end + 1);
  }
  parts.terms = query.substr(0, end);
  parts.response = query.substr(parts.terms.size());
  return parts;
}

void append_signed_target(std::string& text, const ReadableObject& object, TimePoint expires_at,
                          std::string_view binding) {
  text.append(kObjectsPath).append(object.key);
  append_terms(text, expires_at, binding);
  append_response(text, object);
}

void append_signed_target(std::string& text, const PresignUploadPartRequest& request,
                          TimePoint expires_at) {
  text.append(kObjectsPath).append(request.key);
  append_terms(text, expires_at, request.binding);
  append_parameter(text, "&uploadId=", request.upload_id, kUnreserved);
  append_parameter(text, "&partNumber=", request.part_number);
  append_parameter(text, "&contentLength=", request.content_length);
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
  if (!decode(parameters.take("binding"), access.binding, kUnreserved)) return std::nullopt;
  const bool parsed = parameters.next_is("uploadId") ? parse_upload_part(parameters, access)
                                                     : parse_get_object(parameters, access);
  if (!parsed || !parameters.done()) return std::nullopt;
  return access;
}

}  // namespace audmg::storage::hmac
