// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/http_answer.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/core/text.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/lambda/limits.hpp"
#include "audmg/lib/json/writer.hpp"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::lambda {
namespace {

struct NamedValues {
  std::string_view name;
  std::vector<std::string_view> values;
};

/// Groups values in the order in which the names first appeared; names compare without case.
std::vector<NamedValues> group(const http::Headers& headers) {
  std::vector<NamedValues> groups;
  for (const auto& [name, value] : headers.fields()) {
    const auto at = std::ranges::find_if(groups, [&name = name](const NamedValues& each) {
      return equals_ignore_case(each.name, name);
    });
    NamedValues& of = at != groups.end() ? *at : groups.emplace_back(NamedValues{name, {}});
    of.values.emplace_back(value);
  }
  return groups;
}

void write_values(json::Writer& json, const std::vector<std::string_view>& values) {
  json.begin_array();
  for (const std::string_view value : values) json.value(value);
  json.end_array();
}

void write_multi_value_headers(json::Writer& json, const http::Headers& headers) {
  json.key("multiValueHeaders").begin_object();
  for (const NamedValues& each : group(headers)) {
    json.key(each.name);
    write_values(json, each.values);
  }
  json.end_object();
}

/// RFC 9110 section 5.3 allows values to be joined by commas; cookies are the exception.
void write_headers_and_cookies(json::Writer& json, const http::Headers& headers) {
  std::vector<std::string_view> cookies;
  json.key("headers").begin_object();
  for (NamedValues& each : group(headers)) {
    if (equals_ignore_case(each.name, "Set-Cookie")) {
      cookies = std::move(each.values);
      continue;
    }
    std::string joined;
    for (const std::string_view value : each.values) {
      joined.append(joined.empty() ? "" : ", ").append(value);
    }
    json.field(each.name, joined);
  }
  json.end_object();
  if (cookies.empty()) return;
  json.key("cookies");
  write_values(json, cookies);
}

}  // namespace

std::optional<std::string> write_http_answer(GatewayFormat format, const http::Response& response) {
  if (response.body.size() > kMaxAnswerBytes) return std::nullopt;
  json::Writer json;
  json.begin_object().field("statusCode", response.status);
  if (format == GatewayFormat::rest) {
    write_multi_value_headers(json, response.headers);
  } else {
    write_headers_and_cookies(json, response.headers);
  }
  const bool is_text = count_code_points(response.body).has_value();
  json.field("isBase64Encoded", !is_text);
  if (is_text) {
    json.field("body", response.body);
  } else {
    json.field("body", to_base64(std::as_bytes(std::span(response.body))));
  }
  std::string answer = std::move(json.end_object()).take();
  if (answer.size() > kMaxAnswerBytes) return std::nullopt;
  return answer;
}

}  // namespace audmg::lambda
