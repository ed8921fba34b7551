// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/coordinates.hpp"
#include "audmg/core/number.hpp"
#include "audmg/functions/library/listing_request.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/library/local_date.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

using catalogue::Filter;
using catalogue::LocalTime;

constexpr std::size_t kMaxValueBytes = 512;
constexpr std::size_t kMaxValues = 20;
constexpr std::uint32_t kMaxYear = 9999;
constexpr std::uint32_t kMostStars = 5;
constexpr double kMostSeconds = 1e9;

/// Filters of which several may be given; a file must have all of the values.
struct TextFilter {
  std::string_view name;
  std::vector<std::string> Filter::* member;
};
constexpr std::array kTextFilters{
    TextFilter{"camera", &Filter::cameras}, TextFilter{"lens", &Filter::lenses},
    TextFilter{"place", &Filter::places},   TextFilter{"keyword", &Filter::keywords},
    TextFilter{"artist", &Filter::artists}, TextFilter{"albumArtist", &Filter::album_artists},
    TextFilter{"album", &Filter::albums},   TextFilter{"genre", &Filter::genres}};

/// Reads one parameter into the filter; returns the problem with it, if any.
class ParameterReader {
 public:
  ParameterReader(std::string_view name, std::string_view value) : name_(name), value_(value) {}

  Outcome<void> text(std::vector<std::string>& values) const {
    if (value_.empty()) return fault("too_short", "Not empty.");
    if (value_.size() > kMaxValueBytes) return fault("too_long", "At most 512 bytes.");
    if (values.size() == kMaxValues) return fault("too_long", "At most 20 values.");
    values.emplace_back(value_);
    return {};
  }
  Outcome<void> collection(std::vector<CollectionId>& values) const {
    auto id = CollectionId::parse(value_);
    if (!id) return fault("invalid", "The id of a collection.");
    if (values.size() == kMaxValues) return fault("too_long", "At most 20 values.");
    values.push_back(*std::move(id));
    return {};
  }
  template <class Number>
  Outcome<void> number(std::optional<Number>& into, Number least, Number most) const {
    const auto number = parse_whole<Number>(value_, least, most);
    if (!number) {
      return fault("invalid", "A whole number from " + std::to_string(least) + " to " +
                                  std::to_string(most) + '.');
    }
    into = number;
    return {};
  }
  Outcome<void> seconds(std::optional<std::chrono::milliseconds>& into) const {
    double seconds = 0;
    const auto [end, error] =
        std::from_chars(value_.data(), value_.data() + value_.size(), seconds);
    const bool is_number = error == std::errc() && end == value_.data() + value_.size();
    if (!is_number || !(seconds >= 0 && seconds <= kMostSeconds)) {
      return fault("invalid", "Seconds, as a number.");
    }
    into = std::chrono::milliseconds(std::llround(seconds * 1000));
    return {};
  }
  Outcome<void> truth(std::optional<bool>& into) const {
    if (value_ != "true" && value_ != "false") return fault("invalid", "true or false.");
    into = value_ == "true";
    return {};
  }
  /// A bare date is its whole day, so an end is the end of that day.
  Outcome<void> date(std::optional<LocalTime>& into, bool is_end) const {
    const auto date = library::parse_local_date(value_);
    if (!date) return fault("invalid", "A date such as 2019-07-14 or 2019-07-14T18:30:00.");
    into = date->clock;
    if (is_end && !date->has_time) *into += std::chrono::days(1);
    return {};
  }
  Outcome<void> bounds(std::optional<catalogue::Bounds>& into) const {
    const auto bounds = catalogue::parse_bounds(value_);
    if (!bounds) return fault("invalid", "Four degrees, as west,south,east,north.");
    into = bounds;
    return {};
  }
  template <class Value>
  Outcome<void> word(std::optional<Value>& into, std::optional<Value> parsed,
                     std::string_view rule) const {
    if (!parsed) return fault("invalid", std::string(rule));
    into = parsed;
    return {};
  }

  std::unexpected<Refusal> fault(std::string_view code, std::string message) const {
    return refuse(invalid_field(name_, code, std::move(message)));
  }

 private:
  std::string_view name_;
  std::string_view value_;
};

/// Returns whether it is a filter at all.
Outcome<bool> read_filter(std::string_view name, std::string_view value, Filter& filter) {
  const ParameterReader reader(name, value);
  const auto done = [](Outcome<void> outcome) -> Outcome<bool> {
    if (!outcome) return std::unexpected(std::move(outcome).error());
    return true;
  };
  const auto text = std::ranges::find(kTextFilters, name, &TextFilter::name);
  if (text != kTextFilters.end()) return done(reader.text(filter.*text->member));
  if (name == "collection") return done(reader.collection(filter.collections));
  if (name == "from") return done(reader.date(filter.from, false));
  if (name == "to") return done(reader.date(filter.to, true));
  if (name == "bounds") return done(reader.bounds(filter.bounds));
  if (name == "year") return done(reader.number<std::uint32_t>(filter.year, 1, kMaxYear));
  if (name == "favorite") return done(reader.truth(filter.favorite));
  if (name == "minRating") {
    return done(reader.number<std::uint32_t>(filter.min_rating, 0, kMostStars));
  }
  if (name == "minDuration") return done(reader.seconds(filter.min_duration));
  if (name == "maxDuration") return done(reader.seconds(filter.max_duration));
  constexpr auto kMostBytes = std::numeric_limits<std::int64_t>::max();
  if (name == "minSize" || name == "maxSize") {
    auto& into = name == "minSize" ? filter.min_size : filter.max_size;
    return done(reader.number<std::uint64_t>(into, 0, static_cast<std::uint64_t>(kMostBytes)));
  }
  if (name == "kind") {
    return done(reader.word(filter.kind, database::parse_file_kind(value), "One of image, audio."));
  }
  if (name == "status") {
    return done(reader.word(filter.status, database::parse_file_status(value),
                            "One of processing, ready, failed."));
  }
  return false;
}

}  // namespace

Outcome<Selection> read_selection(const http::Parameters& query,
                                  std::initializer_list<std::string_view> others) {
  Selection selection;
  std::vector<std::pair<std::string_view, std::string_view>> of_selection;
  for (const auto& [name, value] : query.all()) {
    if (std::ranges::find(others, name) != others.end()) continue;
    if (name == "q") {
      selection.query = catalogue::parse_query(value);
    } else {
      AUDMG_TRY(const bool is_filter, read_filter(name, value, selection.filter));
      if (!is_filter) return refuse(invalid_field(name, "unknown", "There is no such parameter."));
    }
    of_selection.emplace_back(name, value);
  }
  std::ranges::sort(of_selection);
  for (const auto& [name, value] : of_selection) {
    selection.text.append(name).append("=").append(value).push_back('\0');
  }
  return selection;
}

}  // namespace audmg::functions
