// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/event_fields.hpp"

#include "audmg/lambda/limits.hpp"

#include <fmt/format.h>

namespace audmg::lambda {

EventFields::EventFields(const json::Value* value, std::string_view place)
    : value_(value), place_(place) {
  if (value_ != nullptr && !value_->is_null() && value_->as_object() == nullptr) {
    error_ = fmt::format("{} is no object", place_);
  }
}

std::string_view EventFields::text(std::string_view name) {
  const json::Value* const found = find(name);
  if (found == nullptr) return {};
  if (const std::string* text = found->as_string()) return *text;
  reject(name, "is no string");
  return {};
}

std::string_view EventFields::required_text(std::string_view name) {
  const std::string_view found = text(name);
  if (found.empty()) reject(name, "is missing");
  return found;
}

bool EventFields::truth(std::string_view name) {
  const json::Value* const found = find(name);
  if (found == nullptr) return false;
  if (const auto truth = found->as_bool()) return *truth;
  reject(name, "is neither true nor false");
  return false;
}

const json::Value* EventFields::object(std::string_view name) {
  const json::Value* const found = find(name);
  if (found == nullptr || found->as_object() != nullptr) return found;
  reject(name, "is no object");
  return nullptr;
}

const json::Array* EventFields::array(std::string_view name) {
  const json::Value* const found = find(name);
  if (found == nullptr) return nullptr;
  if (const json::Array* array = found->as_array()) return array;
  reject(name, "is no array");
  return nullptr;
}

Result<void> EventFields::check() const {
  if (error_.empty()) return {};
  return fail(ErrorCode::invalid_argument, error_);
}

const json::Value* EventFields::find(std::string_view name) const {
  const json::Value* const found = value_ != nullptr ? value_->find(name) : nullptr;
  return found != nullptr && !found->is_null() ? found : nullptr;
}

void EventFields::reject(std::string_view name, std::string_view what) {
  if (error_.empty()) error_ = fmt::format("{}.{} {}", place_, name, what);
}

Result<json::Value> parse_event(std::string_view text) {
  auto event = json::parse(text, {.max_bytes = kMaxEventBytes, .max_depth = kMaxEventDepth});
  if (!event) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("the event is no JSON: {}, at byte {}", event.error().reason,
                            event.error().position));
  }
  return *std::move(event);
}

}  // namespace audmg::lambda
