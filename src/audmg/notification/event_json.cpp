// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/event_json.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/core/id.hpp"
#include "audmg/lib/json/text.hpp"
#include "audmg/lib/json/writer.hpp"

#include <utility>

namespace audmg::notification {
namespace {

std::unexpected<Error> malformed(std::string_view what) {
  return fail(ErrorCode::invalid_argument, "the event's " + std::string(what));
}

/// Reads a member that must be text; returns "" for an absent optional one.
Result<std::string> read_text(const json::Value& object, std::string_view name, bool required) {
  const json::Value* member = object.find(name);
  if (member == nullptr && !required) return std::string();
  const std::string* text = member == nullptr ? nullptr : member->as_string();
  if (text == nullptr) return malformed(std::string(name) + " is missing or no text");
  return *text;
}

Result<std::string> read_uuid(const json::Value& object, std::string_view name, bool required) {
  AUDMG_TRY(std::string text, read_text(object, name, required));
  if ((required || object.find(name) != nullptr) && !is_uuid_text(text)) {
    return malformed(std::string(name) + " is no id");
  }
  return text;
}

}  // namespace

bool is_event_type(std::string_view text) noexcept {
  if (text.size() > kMaxEventTypeBytes || text.find('.') == std::string_view::npos) return false;
  char before = '.';
  for (const char c : text) {
    const bool word = is_lower(c) || is_digit(c) || c == '_';
    if (!word && (c != '.' || before == '.')) return false;
    before = c;
  }
  return before != '.';
}

std::string event_to_json(const Event& event) {
  json::Writer json;
  json.begin_object()
      .field("eventId", event.id)
      .field("type", event.type)
      .field("time", format_rfc3339(event.at));
  if (!event.user_id.empty()) json.field("userId", event.user_id);
  if (!event.file_id.empty()) json.field("fileId", event.file_id);
  json.key("detail").raw(event.detail).end_object();
  return std::move(json).take();
}

Result<Event> event_from_json(std::string_view text) {
  if (text.size() > kMaxEventBytes) return fail(ErrorCode::too_large, "the event is too long");
  const auto value = json::parse(text, {.max_bytes = kMaxEventBytes});
  if (!value) return malformed("text is no JSON: " + value.error().reason);
  return event_from_value(*value);
}

Result<Event> event_from_value(const json::Value& value) {
  if (value.as_object() == nullptr) return malformed("value is no object");
  Event event;
  AUDMG_TRY(event.id, read_uuid(value, "eventId", true));
  AUDMG_TRY(event.type, read_text(value, "type", true));
  if (!is_event_type(event.type)) return malformed("type is none");
  AUDMG_TRY(const std::string time, read_text(value, "time", true));
  const auto at = parse_rfc3339(time);
  if (!at) return malformed("time is none");
  event.at = *at;
  const bool of_file = event.type.starts_with("file.");
  AUDMG_TRY(event.user_id, read_uuid(value, "userId", of_file));
  AUDMG_TRY(event.file_id, read_uuid(value, "fileId", of_file));
  const json::Value* detail = value.find("detail");
  if (detail == nullptr || detail->as_object() == nullptr) return malformed("detail is no object");
  event.detail = json::to_text(*detail);
  return event;
}

}  // namespace audmg::notification
