// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// An event of API Gateway. What a client can put into it must come out within the limits, and every
// answer must be JSON.
#include "audmg/core/result.hpp"
#include "audmg/http/problem.hpp"
#include "audmg/lambda/event_fields.hpp"
#include "audmg/lambda/http_answer.hpp"
#include "audmg/lambda/http_event.hpp"
#include "audmg/lambda/limits.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace {

using namespace audmg;

void check_request(const http::Request& request) {
  AUDMG_ASSERT(request.path.starts_with('/'));
  AUDMG_ASSERT(request.path.size() <= lambda::kMaxPathBytes);
  AUDMG_ASSERT(request.headers.fields().size() <= lambda::kMaxHeaderFields);
  AUDMG_ASSERT(request.request_id.size() <= 64);
  for (const auto& [name, value] : request.headers.fields()) {
    AUDMG_ASSERT(!name.empty());
    AUDMG_ASSERT(value.find_first_of("\r\n") == std::string::npos);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto document = lambda::parse_event(text);
  if (!document) return 0;
  const auto event = lambda::read_http_event(*document);
  if (!event) return 0;
  if (!event->refusal) check_request(event->request);
  // The body comes back as an answer does that quotes its request.
  http::Response response{
      .status = 200, .headers = event->request.headers, .body = event->request.body};
  const auto answer = lambda::write_http_answer(event->format, response);
  AUDMG_ASSERT(answer && lambda::parse_event(*answer));
  return 0;
}
