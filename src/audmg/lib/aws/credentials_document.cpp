// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/ascii.hpp"
#include "audmg/lib/aws/credential_sources.hpp"
#include "audmg/lib/curl/url.hpp"
#include "audmg/lib/json/document.hpp"

#include <algorithm>
#include <array>

namespace audmg::aws {
namespace {

constexpr std::size_t kMaxDocumentBytes = std::size_t{64} * 1024;
/// Tokens are some kilobytes; they become a header field.
constexpr std::size_t kMaxValueBytes = std::size_t{16} * 1024;

/// "2026-01-31T23:59:59Z", with or without a fraction.
std::optional<TimePoint> parse_time(std::string text) {
  if (!text.ends_with('Z')) return std::nullopt;
  text.pop_back();
  const std::size_t dot = std::min(text.find('.'), text.size());
  std::string fraction = dot < text.size() ? text.substr(dot + 1, 3) : "";
  fraction.resize(3, '0');
  return parse_rfc3339(text.substr(0, dot) + "." + fraction + "Z");
}

/// A value that may stand in a header field.
std::string word(const json::Value& document, std::string_view name) {
  const json::Value* const value = document.find(name);
  const std::string* const text = value == nullptr ? nullptr : value->as_string();
  if (text == nullptr || text->size() > kMaxValueBytes) return {};
  return std::ranges::all_of(*text, is_graphic) ? *text : std::string();
}

}  // namespace

Result<Credentials> parse_credentials_document(std::string_view json) {
  const auto document = json::parse(json, {.max_bytes = kMaxDocumentBytes, .max_depth = 8});
  if (!document) {
    return fail(ErrorCode::invalid_argument, "what should be AWS credentials is no JSON");
  }
  Credentials found{.access_key_id = word(*document, "AccessKeyId"),
                    .secret_access_key = SecretText(word(*document, "SecretAccessKey")),
                    .session_token = word(*document, "Token"),
                    .expires_at = parse_time(word(*document, "Expiration"))};
  if (found.access_key_id.empty() || found.secret_access_key.text().empty() || !found.expires_at) {
    return fail(ErrorCode::invalid_argument,
                "an answer without AccessKeyId, SecretAccessKey and Expiration");
  }
  return found;
}

bool is_trusted_credentials_url(std::string_view url) {
  const auto parsed = curl::parse_url(url);
  if (!parsed || parsed->has_credentials) return false;
  if (parsed->scheme == "https") return true;
  if (parsed->scheme != "http") return false;
  constexpr std::array<std::string_view, 5> kHosts{"localhost", "169.254.170.2", "169.254.170.23",
                                                   "[fd00:ec2::23]", "[::1]"};
  return std::ranges::find(kHosts, parsed->host) != kHosts.end() ||
         parsed->host.starts_with("127.");
}

}  // namespace audmg::aws
