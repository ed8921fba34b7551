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

std::optional<TimePoint> time_in(const json::Value& object, std::string_view name) {
  const json::Value* member = object.find(name);
  const std::string* text = member != nullptr ? member->as_string() : nullptr;
  return text != nullptr ? parse_rfc3339(*text) : std::nullopt;
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
  AlarmBoard board;
  if (parsed) board.watched_since_ = time_in(*parsed, "watchedSince");
  if (members == nullptr || !board.watched_since_) {
    return fail(ErrorCode::invalid_argument, "these are not the alarms of a drive");
  }
  for (const json::Member& member : *members) {
    const auto since = time_in(member.value, "since");
    const auto told_at = time_in(member.value, "toldAt");
    if (!since || !told_at) {
      return fail(ErrorCode::invalid_argument, member.name + " has no times");
    }
    board.on_.emplace(member.name, State{*since, *told_at});
  }
  return board;
}

std::string AlarmBoard::to_json() const {
  json::Writer json;
  json.begin_object();
  if (watched_since_) json.field("watchedSince", format_rfc3339(*watched_since_));
  json.key("on").begin_object();
  for (const auto& [key, state] : on_) {
    json.key(key)
        .begin_object()
        .field("since", format_rfc3339(state.since))
        .field("toldAt", format_rfc3339(state.told_at))
        .end_object();
  }
  json.end_object().end_object();
  return std::move(json).take();
}

bool AlarmBoard::begin_watch(TimePoint now) {
  if (watched_since_) return false;
  watched_since_ = now;
  return true;
}

std::optional<AlarmBoard::Change> AlarmBoard::compare(const AlarmReading& reading,
                                                      TimePoint now) const {
  std::string key = key_of(reading);
  const auto found = on_.find(key);
  const bool is_on = found != on_.end();
  // A clock that was set back makes no alarm silent.
  const auto is_told = [&] {
    return now >= found->second.told_at && now - found->second.told_at < kTellAgain;
  };
  if (reading.level == AlarmLevel::raised && !(is_on && is_told())) {
    return Change{.type = std::string(reading.type),
                  .detail = reading.detail,
                  .key = std::move(key),
                  .is_on = true};
  }
  if (reading.level == AlarmLevel::clear && is_on) {
    return Change{.type = std::string(kAlarmOver),
                  .detail = over_detail(reading, found->second.since),
                  .key = std::move(key),
                  .is_on = false};
  }
  return std::nullopt;
}

void AlarmBoard::accept(const Change& change, TimePoint now) {
  if (!change.is_on) {
    on_.erase(change.key);
    return;
  }
  on_.try_emplace(change.key, State{.since = now, .told_at = now}).first->second.told_at = now;
}

}  // namespace audmg::app
