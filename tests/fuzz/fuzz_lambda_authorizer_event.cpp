// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// What API Gateway asks its authorizer. A policy must never speak of more than one stage.
#include "audmg/core/result.hpp"
#include "audmg/lambda/authorizer_event.hpp"
#include "audmg/lambda/event_fields.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace audmg;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto check = [](std::string_view resource) {
    AUDMG_ASSERT(resource.starts_with("arn:") && resource.ends_with("/*/*"));
    AUDMG_ASSERT(std::ranges::count(resource, '*') == 2 && std::ranges::count(resource, '/') == 3);
  };
  if (const auto resource = lambda::stage_resource(text)) check(*resource);
  const auto document = lambda::parse_event(text);
  if (!document) return 0;
  const auto event = lambda::read_authorizer_event(*document);
  if (!event) return 0;
  if (event->answer == lambda::AuthorizerEvent::Answer::simple) {
    AUDMG_ASSERT(event->resource.empty());
    return 0;
  }
  check(event->resource);
  const auto policy = lambda::write_policy({.user = UserId::make(TimePoint{}),
                                            .session = SessionId::make(TimePoint{}),
                                            .username = event->authorization,
                                            .token_expires_at = TimePoint{}},
                                           event->resource);
  AUDMG_ASSERT(lambda::parse_event(policy));
  return 0;
}
