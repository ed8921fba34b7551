// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/alarms/alarm_board.hpp"

#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <utility>

namespace audmg::app {
namespace {

std::string key_of(const AlarmReading& reading) {
  std::string key(reading.type);
  if (!reading.subject.empty()) key.append(" ").append(reading.subject);
  return key;
}

std::string over_detail(const AlarmReading& reading, TimePoint since) {
  json::Writer json;
  json.begin_object().field("alarm", reading.type);
  if (!reading.subject.empty()) json.field("subject", reading.subject);
  json.field("since", format_rfc3339(since)).end_object();
  return std::move(json).take();
}

}  // namespace

Result<AlarmBoard> AlarmBoard::from_json(std::string_view text) {
  const auto parsed = json::parse(text, {});
  const json::Value* on = parsed ? parsed->find("on") : nullptr;
  const json::Object* members = on != nullptr ? on->as_object() : nullptr;
  if (members == nullptr) {
    return fail(ErrorCode::invalid_argument, "these are not the alarms of a drive");
  }
  AlarmBoard board;
  for (const json::Member& member : *members) {
    const std::string* since = member.value.as_string();
    const auto time = since != nullptr ? parse_rfc3339(*since) : std::nullopt;
    if (!time) return fail(ErrorCode::invalid_argument, member.name + " has no time");
    board.on_.emplace(member.name, *time);
  }
  return board;
}

std::string AlarmBoard::to_json() const {
  json::Writer json;
  json.begin_object().key("on").begin_object();
  for (const auto& [key, since] : on_) json.field(key, format_rfc3339(since));
  json.end_object().end_object();
  return std::move(json).take();
}

std::optional<AlarmBoard::Change> AlarmBoard::compare(const AlarmReading& reading) const {
  std::string key = key_of(reading);
  const auto found = on_.find(key);
  if (reading.level == AlarmLevel::raised && found == on_.end()) {
    return Change{.type = std::string(reading.type),
                  .detail = reading.detail,
                  .key = std::move(key),
                  .is_on = true};
  }
  if (reading.level == AlarmLevel::clear && found != on_.end()) {
    return Change{.type = std::string(kAlarmOver),
                  .detail = over_detail(reading, found->second),
                  .key = std::move(key),
                  .is_on = false};
  }
  return std::nullopt;
}

void AlarmBoard::accept(const Change& change, TimePoint now) {
  if (change.is_on) {
    on_.emplace(change.key, now);
  } else {
    on_.erase(change.key);
  }
}

}  // namespace audmg::app
