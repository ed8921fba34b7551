// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/places/gazetteer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

namespace audmg::places {
namespace {

using Nearby = PlaceTable::Nearby;

constexpr double kReachKilometres = 25;
/// The centres of places are not more exact than that.
constexpr double kLeastKilometres = 0.5;
/// Powers of its population by which a place comes nearer. The first makes a city of people out of
/// the many places in it; with the second a suburb is itself.
constexpr double kCityPower = 0.33;
constexpr double kTownPower = 0.2;
/// A country, a region and a district; more would be a cycle in the table.
constexpr std::size_t kMostLevels = 3;

/// Returns how far a place seems when its people draw it nearer, as a logarithm.
double seeming_distance(const Nearby& nearby, double power) {
  const double least = power > 0 ? kLeastKilometres : 0;
  return std::log2(std::max(nearby.kilometres, least)) - power * nearby.place.log2_population;
}

/// Returns the place that seems nearest; null when there is none. Sections of places only if
/// wanted.
const Nearby* nearest_of(const std::vector<Nearby>& all, double power, bool with_sections) {
  const Nearby* nearest = nullptr;
  double least = std::numeric_limits<double>::infinity();
  for (const Nearby& nearby : all) {
    if (nearby.place.is_section && !with_sections) continue;
    const double distance = seeming_distance(nearby, power);
    if (distance >= least) continue;
    least = distance;
    nearest = &nearby;
  }
  return nearest;
}

class NameList {
 public:
  explicit NameList(const PlaceTable& table) : table_(table) {}

  void add(std::string_view name) {
    if (names_.size() >= kMaxNames || name.empty()) return;
    if (std::ranges::find(names_, name) == names_.end()) names_.emplace_back(name);
  }
  void add_all(std::uint32_t text) {
    for (const std::string_view name : table_.names(text)) add(name);
  }
  void add_first(std::uint32_t text) {
    const auto names = table_.names(text);
    if (!names.empty()) add(names.front());
  }
  [[nodiscard]] std::vector<std::string> take() && { return std::move(names_); }

 private:
  const PlaceTable& table_;
  std::vector<std::string> names_;
};

/// Returns the areas that a place is in, the country first.
std::vector<PlaceTable::Area> areas_of(const PlaceTable& table, const PlaceTable::Place& place) {
  std::vector<PlaceTable::Area> areas;
  for (auto area = table.area(place.area); area && areas.size() < kMostLevels;
       area = table.area(area->parent)) {
    areas.insert(areas.begin(), *area);
  }
  return areas;
}

std::string shown_name(const PlaceTable& table, const PlaceTable::Place& place) {
  const auto areas = areas_of(table, place);
  std::vector<std::uint32_t> texts{place.text};
  if (areas.size() > 1) texts.push_back(areas[1].text);
  if (!areas.empty()) texts.push_back(areas[0].text);
  std::string shown;
  std::string_view last;
  for (const std::uint32_t text : texts) {
    const auto names = table.names(text);
    if (names.empty() || names.front() == last) continue;
    last = names.front();
    if (!shown.empty()) shown += ", ";
    shown += last;
  }
  return shown;
}

}  // namespace

Result<Gazetteer> Gazetteer::open(std::span<const std::byte> table) {
  AUDMG_TRY(const PlaceTable opened, PlaceTable::open(table));
  return Gazetteer(opened);
}

std::optional<FoundPlace> Gazetteer::find(double latitude, double longitude) const {
  // False for NaN, too.
  if (!(std::abs(latitude) <= 90 && std::abs(longitude) <= 180)) return std::nullopt;
  const auto all = table_.places_near(latitude, longitude, kReachKilometres);
  const Nearby* const shown = nearest_of(all, kCityPower, false);
  if (shown == nullptr) return std::nullopt;
  const Nearby* const meant[] = {shown, nearest_of(all, 0, true), nearest_of(all, 0, false),
                                 nearest_of(all, kTownPower, false)};
  NameList names(table_);
  for (const Nearby* const nearby : meant) names.add_first(nearby->place.text);
  for (const Nearby* const nearby : meant) {
    for (const auto& area : areas_of(table_, nearby->place)) names.add_all(area.text);
  }
  for (const Nearby* const nearby : meant) names.add_all(nearby->place.text);
  return FoundPlace{.name = shown_name(table_, shown->place), .names = std::move(names).take()};
}

}  // namespace audmg::places
