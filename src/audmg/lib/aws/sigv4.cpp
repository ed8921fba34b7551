// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/aws/sigv4.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/core/text.hpp"
#include "audmg/lib/openssl/hmac.hpp"
#include "audmg/lib/openssl/sha256.hpp"

#include <algorithm>
#include <utility>

namespace audmg::aws {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";

/// Removes surrounding white space and reduces every inner run of it to one space.
std::string trim_all(std::string_view text) {
  std::string trimmed;
  bool space = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      space = true;
      continue;
    }
    if (space && !trimmed.empty()) trimmed += ' ';
    space = false;
    trimmed += c;
  }
  return trimmed;
}

struct CanonicalFields {
  std::string lines;
  std::string names;
};

CanonicalFields canonical_fields(const Parameters& fields) {
  Parameters sorted;
  for (const auto& [name, value] : fields) sorted.emplace_back(lower_case(name), trim_all(value));
  std::ranges::stable_sort(sorted, {}, &Parameters::value_type::first);
  CanonicalFields canonical;
  std::string_view last;
  for (const auto& [name, value] : sorted) {
    if (name == last) {
      canonical.lines.pop_back();
      canonical.lines.append(",").append(value).append("\n");
      continue;
    }
    canonical.lines.append(name).append(":").append(value).append("\n");
    if (!canonical.names.empty()) canonical.names += ';';
    canonical.names += name;
    last = name;
  }
  return canonical;
}

/// Sorted by encoded name and then encoded value.
std::string canonical_query(const Parameters& query) {
  Parameters encoded;
  for (const auto& [name, value] : query) {
    encoded.emplace_back(uri_encode(name, false), uri_encode(value, false));
  }
  std::ranges::sort(encoded);
  std::string text;
  for (const auto& [name, value] : encoded) {
    if (!text.empty()) text += '&';
    text.append(name).append("=").append(value);
  }
  return text;
}

std::string canonical_path(const SigningInput& input) {
  switch (input.path_rule) {
    case PathRule::as_sent:
      return input.path;
    case PathRule::encoded:
      return uri_encode(input.path, true);
    case PathRule::normalized_and_encoded:
      return uri_encode(normalize_path(input.path), true);
  }
  return input.path;
}

/// 20150830T123600Z
std::string format_time(TimePoint time) {
  std::string text;
  for (const char c : format_rfc3339(time).substr(0, 19)) {
    if (c != '-' && c != ':') text += c;
  }
  return text + "Z";
}

std::string scope_text(const SigningScope& scope, std::string_view time) {
  return std::string(time.substr(0, 8)) + "/" + scope.region + "/" + scope.service +
         "/aws4_request";
}

/// The key is derived from the secret for one day, region and service, so that a leaked one is good
/// for no more.
std::string signature(const SigningInput& input, const Credentials& credentials,
                      const SigningScope& scope, const std::string& time) {
  const std::string to_sign = std::string(kAlgorithm) + "\n" + time + "\n" +
                              scope_text(scope, time) + "\n" +
                              openssl::sha256_hex(canonical_request(input));
  const SecretText secret("AWS4" + credentials.secret_access_key.text());
  auto key = openssl::HmacSha256(std::string_view(secret.text())).sign(time.substr(0, 8));
  for (const std::string_view part :
       {std::string_view(scope.region), std::string_view(scope.service),
        std::string_view("aws4_request")}) {
    key = openssl::HmacSha256(key).sign(part);
  }
  const auto signed_digest = openssl::HmacSha256(key).sign(to_sign);
  wipe(key);
  return to_hex(signed_digest);
}

}  // namespace

std::string canonical_request(const SigningInput& input) {
  const CanonicalFields fields = canonical_fields(input.fields);
  return input.method + "\n" + canonical_path(input) + "\n" + canonical_query(input.query) + "\n" +
         fields.lines + "\n" + fields.names + "\n" + input.payload_digest;
}

void sign_fields(SigningInput& input, const Credentials& credentials, const SigningScope& scope,
                 TimePoint now) {
  const std::string time = format_time(now);
  input.fields.emplace_back("X-Amz-Date", time);
  if (!credentials.session_token.empty()) {
    input.fields.emplace_back("X-Amz-Security-Token", credentials.session_token);
  }
  const std::string names = canonical_fields(input.fields).names;
  input.fields.emplace_back(
      "Authorization", std::string(kAlgorithm) + " Credential=" + credentials.access_key_id + "/" +
                           scope_text(scope, time) + ", SignedHeaders=" + names +
                           ", Signature=" + signature(input, credentials, scope, time));
}

std::string presign_query(const SigningInput& input, const Credentials& credentials,
                          const SigningScope& scope, TimePoint now,
                          std::chrono::seconds expires_in) {
  const std::string time = format_time(now);
  SigningInput complete = input;
  auto& query = complete.query;
  query.emplace_back("X-Amz-Algorithm", kAlgorithm);
  query.emplace_back("X-Amz-Credential", credentials.access_key_id + "/" + scope_text(scope, time));
  query.emplace_back("X-Amz-Date", time);
  query.emplace_back("X-Amz-Expires", std::to_string(expires_in.count()));
  if (!credentials.session_token.empty()) {
    query.emplace_back("X-Amz-Security-Token", credentials.session_token);
  }
  query.emplace_back("X-Amz-SignedHeaders", canonical_fields(input.fields).names);
  const std::string signed_text = signature(complete, credentials, scope, time);
  return canonical_query(query) + "&X-Amz-Signature=" + signed_text;
}

}  // namespace audmg::aws
