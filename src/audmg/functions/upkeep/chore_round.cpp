// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/upkeep/chore_round.hpp"

#include "audmg/core/id.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <utility>

namespace audmg::functions {
namespace {

constexpr std::size_t kMaxRoundBytes = std::size_t{4} * 1024;

std::optional<TimePoint> time_in(const json::Value& round, std::string_view name) {
  const json::Value* const value = round.find(name);
  const auto time = value != nullptr ? value->as_unsigned() : std::nullopt;
  if (!time) return std::nullopt;
  return TimePoint(std::chrono::milliseconds(static_cast<std::int64_t>(*time)));
}

void write_time(json::Writer& json, std::string_view name, const std::optional<TimePoint>& time) {
  if (time) json.field(name, time->time_since_epoch().count());
}

}  // namespace

ChoreRound::ChoreRound(const ChoreRoundOptions& options, const Services& services)
    : options_(options), services_(services), holder_(make_uuid7(services.clock.now())) {}

Result<std::optional<std::string>> ChoreRound::begin() {
  const auto look = [&]() -> Result<bool> {
    AUDMG_TRY(const std::string saved, services_.drive.find_place(options_.lease));
    read(saved);
    if (under_way_) return true;
    if (options_.begins_none) return false;
    return !begun_at_ || services_.clock.now() - *begun_at_ >= options_.period;
  };
  AUDMG_TRY(const bool is_due, look());
  if (!is_due) return std::nullopt;
  AUDMG_TRY(const bool is_mine, keep());
  if (!is_mine) return std::nullopt;
  // Once more: another process may have come to the end in between.
  AUDMG_TRY(const bool is_still_due, look());
  if (!is_still_due) {
    AUDMG_CHECK(leave());
    return std::nullopt;
  }
  if (!under_way_) begun_at_ = services_.clock.now();
  AUDMG_TRY(const bool saved, save(place_));
  if (!saved) return std::nullopt;
  return place_;
}

Result<bool> ChoreRound::keep() {
  const TimePoint now = services_.clock.now();
  return services_.drive.take_lease(options_.lease, holder_, now, now + options_.turn);
}

Result<bool> ChoreRound::save(std::string_view place) {
  return services_.drive.save_place(options_.lease, holder_, written(place, true));
}

Result<void> ChoreRound::finish(bool succeeded) {
  if (succeeded) succeeded_at_ = services_.clock.now();
  AUDMG_CHECK(services_.drive.save_place(options_.lease, holder_, written({}, false)));
  return leave();
}

Result<void> ChoreRound::leave() { return services_.drive.end_lease(options_.lease, holder_); }

std::optional<std::chrono::seconds> ChoreRound::age() const {
  const auto& since = succeeded_at_ ? succeeded_at_ : begun_at_;
  if (!since) return std::nullopt;
  return std::chrono::floor<std::chrono::seconds>(services_.clock.now() - *since);
}

std::string ChoreRound::written(std::string_view place, bool under_way) const {
  json::Writer json;
  json.begin_object();
  write_time(json, "begunAt", begun_at_);
  write_time(json, "succeededAt", succeeded_at_);
  if (under_way) json.field("place", place);
  json.end_object();
  return std::move(json).take();
}

void ChoreRound::read(std::string_view text) {
  begun_at_.reset();
  succeeded_at_.reset();
  under_way_ = false;
  place_.clear();
  const auto round = json::parse(text, {.max_bytes = kMaxRoundBytes, .max_depth = 2});
  if (!round) return;
  begun_at_ = time_in(*round, "begunAt");
  succeeded_at_ = time_in(*round, "succeededAt");
  const json::Value* const place = round->find("place");
  const std::string* const saved = place != nullptr ? place->as_string() : nullptr;
  if (saved == nullptr) return;
  under_way_ = true;
  place_ = *saved;
}

}  // namespace audmg::functions
