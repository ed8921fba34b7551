// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// The body of a queue's message. An event that was read and written must be read again as the same.
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/notification/delivery.hpp"
#include "audmg/notification/event_json.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace {

using namespace audmg;

void check_event(const notification::Event& event) {
  AUDMG_ASSERT(is_uuid_text(event.id));
  AUDMG_ASSERT(notification::is_event_type(event.type));
  AUDMG_ASSERT(event.user_id.empty() || is_uuid_text(event.user_id));
  AUDMG_ASSERT(event.file_id.empty() || is_uuid_text(event.file_id));
  const std::string once = notification::event_to_json(event);
  const auto again = notification::event_from_json(once);
  // Numbers and escapes may be longer when written anew.
  if (!again && again.error().code == ErrorCode::too_large) return;
  AUDMG_ASSERT(again.has_value());
  AUDMG_ASSERT(notification::event_to_json(*again) == once);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  if (const auto event = notification::event_from_json(text)) check_event(*event);
  if (const auto delivery = notification::delivery_from_json(text)) {
    check_event(delivery->event);
    const auto again = notification::delivery_from_json(
        notification::delivery_to_json(delivery->subscriber, delivery->event));
    AUDMG_ASSERT(again ? again->subscriber == delivery->subscriber
                       : again.error().code == ErrorCode::too_large);
  }
  return 0;
}
