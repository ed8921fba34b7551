// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors

// Signs what check_signatures.py gives it: one JSON object a line on standard input, one on
// standard output.

#include "audmg/lib/aws/sigv4.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

using namespace audmg;

namespace {

std::string text(const json::Value& line, std::string_view name) {
  return *line.find(name)->as_string();
}

aws::Parameters pairs(const json::Value& line, std::string_view name) {
  aws::Parameters pairs;
  for (const json::Value& pair : *line.find(name)->as_array()) {
    pairs.emplace_back(*pair.as_array()->at(0).as_string(), *pair.as_array()->at(1).as_string());
  }
  return pairs;
}

std::string sign(const json::Value& line) {
  const bool is_s3 = text(line, "service") == "s3";
  aws::SigningInput input{
      .method = text(line, "method"),
      .path = text(line, "path"),
      .query = pairs(line, "query"),
      .fields = pairs(line, "fields"),
      .payload_digest = text(line, "digest"),
      .path_rule = is_s3 ? aws::PathRule::as_sent : aws::PathRule::normalized_and_encoded};
  const aws::Credentials credentials{.access_key_id = text(line, "key"),
                                     .secret_access_key = SecretText(text(line, "secret")),
                                     .session_token = text(line, "token"),
                                     .expires_at = {}};
  const aws::SigningScope scope{text(line, "region"), text(line, "service")};
  const TimePoint time(std::chrono::seconds(*line.find("time")->as_unsigned()));
  const std::chrono::seconds expires(*line.find("expires")->as_unsigned());
  json::Writer json;
  json.begin_object();
  if (expires.count() > 0) {
    json.field("query", aws::presign_query(input, credentials, scope, time, expires));
  } else {
    aws::sign_fields(input, credentials, scope, time);
    json.field("authorization", input.fields.back().second);
  }
  return std::move(json.end_object()).take();
}

}  // namespace

int main() {
  char* buffer = nullptr;
  std::size_t capacity = 0;
  while (getline(&buffer, &capacity, stdin) > 0) {
    const auto line = json::parse(buffer, {.max_bytes = std::size_t{1} << 20U});
    if (!line) return EXIT_FAILURE;
    std::puts(sign(*line).c_str());
  }
  std::free(buffer);
  return EXIT_SUCCESS;
}
