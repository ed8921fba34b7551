// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/alarms/alarm_reading.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::app {

/// The alarms that are on, each since when: what makes an alarm be told once, and its end once,
/// over restarts, too. Used by one thread at a time.
class AlarmBoard {
 public:
  /// A change that subscribers have to be told of, and that the board does not have yet.
  struct Change {
    /// Type of the event: the alarm's own, or alarm.over.
    std::string type;
    std::string detail;
    std::string key;
    bool is_on = false;
  };

  /// Reads what to_json() wrote. Errors: invalid_argument.
  [[nodiscard]] static Result<AlarmBoard> from_json(std::string_view text);
  /// {"on":{"alarm.disk_low":"2026-11-30T12:00:00.000Z"}}
  [[nodiscard]] std::string to_json() const;

  /// Returns the change that a reading makes; nothing when the alarm stays as it is.
  [[nodiscard]] std::optional<Change> compare(const AlarmReading& reading) const;
  /// Takes a change over, once subscribers will be told of it.
  void accept(const Change& change, TimePoint now);

  [[nodiscard]] bool is_on(std::string_view key) const { return on_.contains(key); }

 private:
  /// Type, and a blank and the subject if there is one.
  std::map<std::string, TimePoint, std::less<>> on_;
};

}  // namespace audmg::app
