// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/request_head.hpp"

#include "audmg/core/number.hpp"
#include "audmg/core/text.hpp"
#include "audmg/server/limits.hpp"

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace audmg::server {
namespace {

namespace beast = boost::beast;

std::unexpected<http::Problem> malformed(std::string message) {
  return std::unexpected(
      http::Problem{.status = 400, .code = "bad_request", .message = std::move(message)});
}

std::unexpected<http::Problem> too_large(std::string message) {
  return std::unexpected(
      http::Problem{.status = 431, .code = "headers_too_large", .message = std::move(message)});
}

/// Browsers send 10 to 20.
constexpr std::size_t kUsualFields = 16;

/// Beast's parser, which passes the fields directly to our own types.
class HeadParser final : public beast::http::basic_parser<true> {
 public:
  explicit HeadParser(RequestHead& head) : head_(head) {
    head.headers.reserve(kUsualFields);
    eager(false);
    header_limit(kMaxHeadBytes);
    // The body's reader enforces the limit on its length.
    body_limit(boost::none);
  }
  std::size_t fields() const noexcept { return fields_; }

 private:
  using Error = beast::error_code;

  void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target,
                       int version, Error& error) override {
    error = {};
    head_.method = http::parse_method({method.data(), method.size()});
    head_.target.assign(target.data(), target.size());
    head_.http_1_1 = version == 11;
  }
  void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value,
                     Error& error) override {
    error = {};
    ++fields_;
    head_.headers.add({name.data(), name.size()}, {value.data(), value.size()});
  }
  void on_header_impl(Error& error) override { error = {}; }
  void on_finish_impl(Error& error) override { error = {}; }
  // A head ends before any of these, and a request parser never sees a response.
  void on_response_impl(int, beast::string_view, int, Error&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, Error&) override {}
  std::size_t on_body_impl(beast::string_view, Error&) override { return 0; }
  void on_chunk_header_impl(std::uint64_t, beast::string_view, Error&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view, Error&) override { return 0; }

  RequestHead& head_;
  std::size_t fields_ = 0;
};

/// Characters of a Host field that RFC 3986 section 3.2 allows, without user information.
constexpr std::array<bool, 256> kHostCharacters = [] {
  std::array<bool, 256> table{};
  for (const char c : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                       "0123456789-._~%!$&'()*+,;=:[]")) {
    table.at(static_cast<unsigned char>(c)) = true;
  }
  return table;
}();

bool is_host_character(char c) noexcept { return kHostCharacters[static_cast<unsigned char>(c)]; }

std::expected<void, http::Problem> check_host(const RequestHead& head) {
  std::size_t count = 0;
  for (const auto& [name, value] : head.headers.fields()) {
    if (!equals_ignore_case(name, "Host")) continue;
    ++count;
    if (value.empty() || !std::ranges::all_of(value, is_host_character)) {
      return malformed("The Host field is not valid.");
    }
  }
  if (count > 1) return malformed("There is more than one Host field.");
  if (count == 0 && head.http_1_1) return malformed("The Host field is missing.");
  return {};
}

/// Accepts exactly one way to give the length of a body (RFC 9112 section 6.3) and rejects
/// everything that two readers could understand differently.
std::expected<void, http::Problem> find_framing(RequestHead& head) {
  const std::string* length = nullptr;
  const std::string* coding = nullptr;
  for (const auto& [name, value] : head.headers.fields()) {
    const bool is_length = equals_ignore_case(name, "Content-Length");
    if (!is_length && !equals_ignore_case(name, "Transfer-Encoding")) continue;
    const std::string*& seen = is_length ? length : coding;
    if (seen != nullptr) return malformed("There is more than one " + name + " field.");
    seen = &value;
  }
  if (length != nullptr && coding != nullptr) {
    return malformed("Content-Length and Transfer-Encoding exclude each other.");
  }
  if (coding != nullptr) {
    if (!head.http_1_1) return malformed("HTTP/1.0 knows no Transfer-Encoding.");
    if (coding->empty()) return malformed("The Transfer-Encoding field is empty.");
    if (!equals_ignore_case(*coding, "chunked")) {
      return std::unexpected(http::Problem{.status = 501,
                                           .code = "not_implemented",
                                           .message = "The only transfer coding here is chunked."});
    }
    head.body.kind = BodyFraming::Kind::chunked;
  } else if (length != nullptr) {
    const auto number = parse_whole<std::uint64_t>(*length);
    if (!number) return malformed("The Content-Length field is not a number.");
    head.body.length = *number;
    if (head.body.length > 0) head.body.kind = BodyFraming::Kind::length;
  }
  return {};
}

}  // namespace

HeadScanner::State HeadScanner::scan(std::string_view bytes) {
  while (position_ < bytes.size()) {
    const auto newline = bytes.find('\n', position_);
    if (newline == std::string_view::npos) {
      position_ = bytes.size();
      break;
    }
    position_ = newline + 1;
    if (newline == line_start_ || bytes[newline - 1] != '\r') return State::malformed;
    if (newline - line_start_ == 1) {
      // This is the empty line. As the very first line it is not a request.
      if (lines_ == 0) return State::malformed;
      return position_ > kMaxHeadBytes ? State::too_large : State::complete;
    }
    // A line that begins with white space continues the one before (obs-fold), which is forbidden.
    if (bytes[line_start_] == ' ' || bytes[line_start_] == '\t') return State::malformed;
    if (++lines_ == 1 && position_ > kMaxRequestLineBytes) return State::too_large;
    line_start_ = position_;
  }
  if (lines_ == 0 && bytes.size() > kMaxRequestLineBytes) return State::too_large;
  return bytes.size() >= kMaxHeadBytes ? State::too_large : State::incomplete;
}

std::expected<RequestHead, http::Problem> parse_request_head(std::string_view bytes) {
  RequestHead head;
  HeadParser parser(head);
  beast::error_code error;
  const auto consumed = parser.put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
  if (parser.fields() > kMaxHeaderFields) return too_large("There are too many header fields.");
  if (error || consumed != bytes.size() || !parser.is_header_done()) {
    return malformed("The request is not valid HTTP/1.1.");
  }
  if (auto checked = check_host(head); !checked) return std::unexpected(checked.error());
  if (auto checked = find_framing(head); !checked) return std::unexpected(checked.error());
  if (!head.method) {
    return std::unexpected(http::Problem{
        .status = 501, .code = "not_implemented", .message = "This method is not known here."});
  }
  // Minimal HTTP/1.0: one request, one answer.
  head.keep_alive = head.http_1_1 && parser.keep_alive();
  const auto expect = head.headers.find("Expect");
  head.expect_continue = head.http_1_1 && expect && equals_ignore_case(*expect, "100-continue");
  return head;
}

}  // namespace audmg::server
