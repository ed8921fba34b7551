// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Where a head ends must not depend on how its bytes are cut into pieces; what is accepted must
// mean one request only, whoever reads it.
#include "audmg/core/result.hpp"
#include "audmg/server/limits.hpp"
#include "audmg/server/request_head.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace audmg::server;
namespace http = audmg::http;

struct Scanned {
  HeadScanner::State state = HeadScanner::State::incomplete;
  std::size_t size = 0;
};

/// `next_length` says how many bytes come next.
template <class NextLength>
Scanned scan(std::string_view text, NextLength next_length) {
  HeadScanner scanner;
  Scanned scanned;
  std::size_t arrived = 0;
  while (arrived < text.size() && scanned.state == HeadScanner::State::incomplete) {
    arrived += std::min<std::size_t>(text.size() - arrived, next_length());
    const std::vector<char> buffer(text.begin(), text.begin() + static_cast<long>(arrived));
    scanned.state = scanner.scan({buffer.data(), buffer.size()});
  }
  if (scanned.state == HeadScanner::State::complete) scanned.size = scanner.size();
  return scanned;
}

bool is_refused(HeadScanner::State state) {
  return state == HeadScanner::State::malformed || state == HeadScanner::State::too_large;
}

/// What is refused may be refused for another reason when more of it is seen at once.
void expect_equal(const Scanned& cut, const Scanned& whole) {
  if (is_refused(whole.state)) {
    AUDMG_ASSERT(is_refused(cut.state));
    return;
  }
  AUDMG_ASSERT(cut.state == whole.state);
  AUDMG_ASSERT(cut.size == whole.size);
}

/// Lines of the head that a careless reader would take for a field of that (lower-case) name.
std::size_t count_fields(std::string_view head, std::string_view name) {
  std::size_t count = 0;
  for (auto at = head.find('\n'); at != std::string_view::npos; at = head.find('\n', at)) {
    ++at;
    const auto line = head.substr(at, head.find_first_of("\r\n", at) - at);
    std::string field;
    for (const char c : line.substr(0, line.find(':'))) {
      if (static_cast<unsigned char>(c) <= ' ') continue;
      field += static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    if (field == name) ++count;
  }
  return count;
}

bool has_control_character(std::string_view text) {
  return std::ranges::any_of(
      text, [](char c) { return (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == 0x7f; });
}

std::string write_head(const RequestHead& head) {
  std::string text = std::string(http::to_string(*head.method)) + " " + head.target + " HTTP/1." +
                     (head.http_1_1 ? "1" : "0") + "\r\n";
  for (const auto& [name, value] : head.headers.fields()) text += name + ": " + value + "\r\n";
  return text + "\r\n";
}

void expect_equal(const RequestHead& again, const RequestHead& head) {
  AUDMG_ASSERT(again.method == head.method);
  AUDMG_ASSERT(again.target == head.target);
  AUDMG_ASSERT(again.headers.fields() == head.headers.fields());
  AUDMG_ASSERT(again.body.kind == head.body.kind);
  AUDMG_ASSERT(again.body.length == head.body.length);
  AUDMG_ASSERT(again.http_1_1 == head.http_1_1);
  AUDMG_ASSERT(again.keep_alive == head.keep_alive);
  AUDMG_ASSERT(again.expect_continue == head.expect_continue);
}

void check_accepted(std::string_view bytes, const RequestHead& head) {
  const std::size_t lengths = count_fields(bytes, "content-length");
  const std::size_t codings = count_fields(bytes, "transfer-encoding");
  AUDMG_ASSERT(lengths + codings <= 1);
  AUDMG_ASSERT(count_fields(bytes, "host") <= 1);
  AUDMG_ASSERT(!head.http_1_1 || count_fields(bytes, "host") == 1);
  AUDMG_ASSERT((head.body.kind == BodyFraming::Kind::chunked) == (codings == 1));
  AUDMG_ASSERT(head.body.kind != BodyFraming::Kind::chunked || head.http_1_1);
  AUDMG_ASSERT((head.body.kind == BodyFraming::Kind::length) == (head.body.length > 0));
  AUDMG_ASSERT(head.body.length == 0 || lengths == 1);
  AUDMG_ASSERT(head.method.has_value());
  AUDMG_ASSERT(!head.target.empty() && !has_control_character(head.target));
  AUDMG_ASSERT(!head.target.contains(' '));
  AUDMG_ASSERT(head.headers.fields().size() <= kMaxHeaderFields);
  for (const auto& [name, value] : head.headers.fields()) {
    AUDMG_ASSERT(!name.empty() && !has_control_character(name));
    AUDMG_ASSERT(name.find_first_of(" \t:") == std::string::npos);
    AUDMG_ASSERT(!has_control_character(value));
  }
  const std::string text = write_head(head);
  HeadScanner scanner;
  AUDMG_ASSERT(scanner.scan(text) == HeadScanner::State::complete);
  AUDMG_ASSERT(scanner.size() == text.size());
  const auto again = parse_request_head(text);
  AUDMG_ASSERT(again.has_value());
  expect_equal(*again, head);
}

void check(std::string_view text) {
  const Scanned whole = scan(text, [&] { return text.size(); });
  std::uint32_t state = static_cast<std::uint32_t>(text.size()) * 2654435761U + 1;
  expect_equal(scan(text,
                    [&] {
                      state = state * 1664525U + 1013904223U;
                      return std::size_t{1} + (state >> 26U);
                    }),
               whole);
  if (text.size() < 256) expect_equal(scan(text, [] { return std::size_t{1}; }), whole);
  if (whole.state != HeadScanner::State::complete) return;
  AUDMG_ASSERT(whole.size <= text.size() && whole.size <= kMaxHeadBytes);
  const std::vector<char> exact(text.begin(), text.begin() + static_cast<long>(whole.size));
  const std::string_view bytes(exact.data(), exact.size());
  AUDMG_ASSERT(bytes.ends_with("\r\n\r\n"));
  const auto head = parse_request_head(bytes);
  if (head) {
    check_accepted(bytes, *head);
  } else {
    AUDMG_ASSERT(head.error().status >= 400 && !head.error().code.empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  check(text);
  // The same as fields of a request that is good so far, which random bytes seldom are.
  check("POST /upload HTTP/1.1\r\nHost: a\r\n" + std::string(text) + "\r\n\r\n");
  return 0;
}
