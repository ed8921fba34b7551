// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/problem.hpp"

#include "audmg/lib/json/writer.hpp"

#include <utility>

namespace audmg::http {
namespace {

/// Long enough that a herd of clients does not come back at once, short enough for people.
constexpr int kUnavailableRetrySeconds = 2;

}  // namespace

Response problem_response(const Problem& problem, std::string_view request_id) {
  json::Writer json;
  json.begin_object()
      .field("type", "about:blank")
      .field("title", reason_phrase(problem.status))
      .field("status", problem.status)
      .field("code", problem.code)
      .field("message", problem.message)
      .field("requestId", request_id);
  if (!problem.errors.empty()) {
    json.key("errors").begin_array();
    for (const FieldProblem& error : problem.errors) {
      json.begin_object()
          .field("field", error.field)
          .field("code", error.code)
          .field("message", error.message)
          .end_object();
    }
    json.end_array();
  }
  for (const auto& [name, value] : problem.members) json.key(name).raw(value);
  Response response = json_response(problem.status, std::move(json.end_object()).take());
  response.headers.set("Content-Type", "application/problem+json");
  // RFC 9110 section 15.5.2: every 401 says how to authenticate.
  if (problem.status == 401) response.headers.add("WWW-Authenticate", "Bearer");
  if (problem.retry_after_seconds > 0) {
    response.headers.add("Retry-After", std::to_string(problem.retry_after_seconds));
  }
  return response;
}

int status_for(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::invalid_argument:
      return 400;
    case ErrorCode::not_found:
      return 404;
    case ErrorCode::already_exists:
      return 409;
    case ErrorCode::conflict:
      return 409;
    case ErrorCode::too_large:
      return 413;
    case ErrorCode::out_of_space:
      return 507;
    case ErrorCode::unavailable:
    case ErrorCode::unknown_outcome:
      return 503;
    case ErrorCode::deadline_exceeded:
      return 503;
    case ErrorCode::corrupt:
      return 500;
    case ErrorCode::internal:
      return 500;
  }
  return 500;
}

Response problem_response(const Error& error, std::string_view request_id) {
  Problem problem{.status = status_for(error.code)};
  switch (error.code) {
    case ErrorCode::invalid_argument:
      problem.code = "bad_request";
      problem.message = "The request is not valid.";
      break;
    case ErrorCode::not_found:
      problem.code = "not_found";
      problem.message = "It does not exist, or it is not yours.";
      break;
    case ErrorCode::already_exists:
    case ErrorCode::conflict:
      problem.code = "conflict";
      problem.message = "The current state does not allow this.";
      break;
    case ErrorCode::too_large:
      problem.code = "body_too_large";
      problem.message = "The request is larger than allowed.";
      break;
    case ErrorCode::out_of_space:
      problem.code = "insufficient_storage";
      problem.message = "The store is full. Nothing was kept of this request.";
      break;
    case ErrorCode::unavailable:
    case ErrorCode::unknown_outcome:
    case ErrorCode::deadline_exceeded:
      problem.code = "unavailable";
      problem.message = "The service cannot do this now. Try again soon.";
      problem.retry_after_seconds = kUnavailableRetrySeconds;
      break;
    case ErrorCode::corrupt:
    case ErrorCode::internal:
      problem.code = "internal";
      problem.message = "Something went wrong on our side. The request id helps to find it.";
      break;
  }
  return problem_response(problem, request_id);
}

std::string_view reason_phrase(int status) noexcept {
  switch (status) {
    case 100:
      return "Continue";
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 411:
      return "Length Required";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 416:
      return "Range Not Satisfiable";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 426:
      return "Upgrade Required";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 505:
      return "HTTP Version Not Supported";
    case 507:
      return "Insufficient Storage";
    default:
      return "";
  }
}

}  // namespace audmg::http
