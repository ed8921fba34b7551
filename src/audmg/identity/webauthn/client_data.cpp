// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/webauthn/client_data.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/core/text.hpp"
#include "audmg/identity/webauthn/ceremony.hpp"
#include "audmg/identity/webauthn/refusal.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/openssl/hmac.hpp"

#include <algorithm>
#include <cstddef>

namespace audmg::identity {
namespace {

/// Browsers write some hundred bytes.
constexpr json::Limits kClientDataLimits{.max_bytes = std::size_t{8} * 1024, .max_depth = 8};
constexpr std::size_t kMaxLoggedBytes = 100;

Result<json::Value> parse_client_data(std::string_view text) {
  auto document = json::parse(text, kClientDataLimits);
  if (!document) return refuse_answer("the client data is no JSON: " + document.error().reason);
  if (document->as_object() == nullptr) return refuse_answer("the client data is no JSON object");
  return std::move(*document);
}

/// Returns an empty text when there is no such text.
std::string_view text_member(const json::Value& object, std::string_view name) {
  const json::Value* const member = object.find(name);
  const std::string* const text = member == nullptr ? nullptr : member->as_string();
  return text == nullptr ? std::string_view() : *text;
}

Result<std::string> challenge_in(const json::Value& client_data) {
  const auto bytes = from_base64url(text_member(client_data, "challenge"));
  if (!bytes || bytes->empty()) return refuse_answer("the client data has no challenge");
  return std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size());
}

}  // namespace

Result<void> check_client_data(std::string_view json, std::string_view type,
                               std::string_view challenge, std::span<const std::string> origins) {
  AUDMG_TRY(const json::Value client_data, parse_client_data(json));
  if (text_member(client_data, "type") != type)
    return refuse_answer("the client data has another type");
  AUDMG_TRY(const std::string answered, challenge_in(client_data));
  if (!openssl::constant_time_equal(answered, challenge)) {
    return refuse_answer("the client data has another challenge");
  }
  const std::string_view origin = text_member(client_data, "origin");
  if (std::ranges::find(origins, origin) == origins.end()) {
    return refuse_answer("the client data has another origin: " +
                         printable_text(origin, kMaxLoggedBytes));
  }
  const json::Value* const cross_origin = client_data.find("crossOrigin");
  if (cross_origin != nullptr && cross_origin->as_bool() != false) {
    return refuse_answer("a frame of another site asked");
  }
  if (client_data.find("topOrigin") != nullptr) return refuse_answer("another site shows the page");
  return {};
}

Result<std::string> challenge_of(std::string_view client_data_json) {
  AUDMG_TRY(const json::Value client_data, parse_client_data(client_data_json));
  return challenge_in(client_data);
}

}  // namespace audmg::identity
