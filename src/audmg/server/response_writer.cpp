// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/response_writer.hpp"

#include "audmg/dispatch/dispatcher.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/cors.hpp"
#include "audmg/http/security_fields.hpp"
#include "audmg/server/options.hpp"

#include <charconv>
#include <string>
#include <utility>

namespace audmg::server {
namespace {

// Fields for user bytes: never sniffed, and harmless when opened as a document. Without
// allow-same-origin no browser plays audio there; never add allow-scripts to it (docs/adr/0005).
constexpr std::string_view kMediaFields =
    "X-Content-Type-Options: nosniff\r\n"
    "Content-Security-Policy: default-src 'none'; media-src 'self'; img-src 'self'; "
    "style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox allow-same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";

/// Few heads are longer.
constexpr std::size_t kUsualHeadBytes = 1024;

void append_number(std::string& text, std::uint64_t number) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  text.append(digits, end);
}

void append_field(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ").append(value).append("\r\n");
}

/// Returns the fields of every response of a function as they are sent, made once.
const std::string& function_fields() {
  static const std::string kText = [] {
    std::string text;
    for (const auto& [name, value] : http::kFunctionFields) append_field(text, name, value);
    return text;
  }();
  return kText;
}

}  // namespace

std::string response_head(Exchange& exchange, int status, const http::Headers& headers,
                          std::optional<std::uint64_t> content_length, HeadKind kind,
                          std::size_t room) {
  if (exchange.body.state() != BodyReader::State::complete && !exchange.body.drop_arrived()) {
    exchange.keep_alive = false;
  }
  if (exchange.context.draining || !content_length) exchange.keep_alive = false;
  exchange.status = status;
  std::string head;
  head.reserve(kUsualHeadBytes + room);
  head.append("HTTP/1.1 ");
  append_number(head, static_cast<std::uint64_t>(status));
  head.append(" ").append(http::reason_phrase(status)).append("\r\n");
  append_field(head, "Date", exchange.loop.http_date());
  append_field(head, "X-Request-Id", exchange.call.request.request_id);
  if (kind == HeadKind::media) {
    head.append(kMediaFields);
  } else if (kind == HeadKind::function) {
    head.append(function_fields());
  }
  if (exchange.transport.is_tls() && exchange.context.options.tls_for_good) {
    append_field(head, http::kTransportSecurity.first, http::kTransportSecurity.second);
  }
  for (const auto& [name, value] :
       http::cors_fields(exchange.context.options.cors_origins, exchange.call.request)) {
    append_field(head, name, value);
  }
  for (const auto& [name, value] : headers.fields()) append_field(head, name, value);
  // RFC 9110 section 8.6: none with 204; with 304 it would speak of the representation.
  if (content_length && status != 204 && status != 304) {
    head.append("Content-Length: ");
    append_number(head, *content_length);
    head.append("\r\n");
  }
  if (!exchange.keep_alive) head.append("Connection: close\r\n");
  head.append("\r\n");
  return head;
}

Task<bool> send_response(Exchange& exchange, http::Response response, HeadKind kind) {
  const std::string head =
      response_head(exchange, response.status, response.headers, response.body.size(), kind);
  std::string_view body = response.body;
  if (exchange.call.request.method == http::Method::head) body = {};
  const bool sent = co_await exchange.transport.write_all(head, body, false,
                                                          exchange.context.options.timeouts.write);
  exchange.bytes_sent += head.size() + body.size();
  co_return sent;
}

std::string last_answer(const http::Response& response, http::Method method) {
  std::string text = "HTTP/1.1 ";
  append_number(text, static_cast<std::uint64_t>(response.status));
  text.append(" ").append(http::reason_phrase(response.status)).append("\r\n");
  append_field(text, "Connection", "close");
  for (const auto& [name, value] : response.headers.fields()) append_field(text, name, value);
  append_field(text, "Content-Length", std::to_string(response.body.size()));
  text.append("\r\n");
  if (method != http::Method::head) text.append(response.body);
  return text;
}

http::Response problem_response(const Exchange& exchange, const http::Problem& problem) {
  return dispatch::refusal_of(exchange.call, problem);
}

http::Response overloaded(Exchange& exchange) {
  exchange.call.throttled = true;
  return problem_response(exchange, functions::overloaded());
}

}  // namespace audmg::server
