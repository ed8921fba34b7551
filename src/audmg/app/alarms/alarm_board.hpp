// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/alarms/alarm_reading.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::app {

/// An alarm that lasts is told again after so long: what was told before may not have arrived.
inline constexpr std::chrono::hours kTellAgain{24};

/// The alarms that are on, each since when: what makes an alarm be told when it begins, daily while
/// it lasts, and when it is over, over restarts, too. Used by one thread at a time.
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
  /// {"watchedSince":T,"on":{"alarm.disk_low":{"since":T,"toldAt":T}}}, each T in RFC 3339.
  [[nodiscard]] std::string to_json() const;

  /// Notes when the drive was first watched; later calls change nothing and return false.
  bool begin_watch(TimePoint now);
  /// Precondition: begin_watch() was called, now or before what from_json() has read.
  [[nodiscard]] TimePoint watched_since() const { return watched_since_.value(); }

  /// Returns what has to be told because of a reading; nothing when the alarm stays as it is.
  [[nodiscard]] std::optional<Change> compare(const AlarmReading& reading, TimePoint now) const;
  /// Takes a change over, once subscribers will be told of it.
  void accept(const Change& change, TimePoint now);

 private:
  struct State {
    TimePoint since;
    TimePoint told_at;
  };

  std::optional<TimePoint> watched_since_;
  /// By type, and a blank and the subject if there is one.
  std::map<std::string, State, std::less<>> on_;
};

}  // namespace audmg::app
