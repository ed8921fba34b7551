// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/delivery.hpp"

#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/notification/event_json.hpp"

#include <cstddef>
#include <utility>

namespace audmg::notification {
namespace {

constexpr std::size_t kMaxDeliveryBytes = kMaxEventBytes + 256;

}  // namespace

std::string delivery_to_json(std::string_view subscriber, const Event& event) {
  json::Writer json;
  json.begin_object()
      .field("subscriber", subscriber)
      .key("event")
      .raw(event_to_json(event))
      .end_object();
  return std::move(json).take();
}

Result<Delivery> delivery_from_json(std::string_view text) {
  if (text.size() > kMaxDeliveryBytes) {
    return fail(ErrorCode::too_large, "the delivery is too long");
  }
  const auto value = json::parse(text, {.max_bytes = kMaxDeliveryBytes});
  if (!value) return fail(ErrorCode::invalid_argument, "the delivery is no JSON");
  const json::Value* subscriber = value->find("subscriber");
  const json::Value* event = value->find("event");
  if (subscriber == nullptr || subscriber->as_string() == nullptr || event == nullptr) {
    return fail(ErrorCode::invalid_argument, "the delivery has no subscriber or no event");
  }
  AUDMG_TRY(Event read, event_from_value(*event));
  return Delivery{*subscriber->as_string(), std::move(read)};
}

}  // namespace audmg::notification
