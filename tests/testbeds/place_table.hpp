// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::places {

/// Makes tables as tools/places_table.mjs packs them. Places are added from south to north, and in
/// a quarter of a degree from west to east.
class TableMaker {
 public:
  struct Town {
    double latitude = 0;
    double longitude = 0;
    std::vector<std::string_view> names;
    std::uint16_t area = 0xFFFF;
    double population = 1000;
    bool is_section = false;
  };

  /// Returns the number of the area.
  std::uint16_t add_area(const std::vector<std::string_view>& names,
                         std::uint16_t parent = 0xFFFF) {
    put(areas_, text(names), 4);
    put(areas_, parent, 4);
    return static_cast<std::uint16_t>(areas_.size() / 8 - 1);
  }
  void add(const Town& town) {
    bands_.push_back(static_cast<std::uint32_t>(std::floor((town.latitude + 90) * 4)));
    put(places_, static_cast<std::uint32_t>(std::lround(town.latitude * 1e5)), 4);
    put(places_, static_cast<std::uint32_t>(std::lround(town.longitude * 1e5)), 4);
    put(places_, text(town.names), 4);
    put(places_, town.area, 2);
    put(places_, static_cast<std::uint32_t>(std::lround(10 * std::log2(town.population))), 1);
    put(places_, town.is_section ? 1 : 0, 1);
  }
  [[nodiscard]] std::string table() const {
    constexpr std::uint32_t kBands = 720;
    std::string bytes = "AUDMGPL1";
    put(bytes, kBands, 4);
    put(bytes, static_cast<std::uint32_t>(bands_.size()), 4);
    put(bytes, static_cast<std::uint32_t>(areas_.size() / 8), 4);
    put(bytes, static_cast<std::uint32_t>(texts_.size()), 4);
    std::uint32_t before = 0;
    for (std::uint32_t band = 0; band <= kBands; ++band) {
      while (before < bands_.size() && bands_[before] < band) ++before;
      put(bytes, before, 4);
    }
    return bytes + places_ + areas_ + texts_;
  }

 private:
  static void put(std::string& bytes, std::uint32_t number, int width) {
    for (int i = 0; i < width; ++i) bytes += static_cast<char>(number >> (8 * i));
  }
  std::uint32_t text(const std::vector<std::string_view>& names) {
    const auto offset = static_cast<std::uint32_t>(texts_.size());
    texts_ += static_cast<char>(names.size());
    for (const std::string_view name : names) {
      texts_ += static_cast<char>(name.size());
      texts_ += name;
    }
    return offset;
  }

  std::string places_;
  std::string areas_;
  std::string texts_;
  std::vector<std::uint32_t> bands_;
};

/// Returns a table of two towns: Porto at 41.15, -8.61, which has a region, and Torshavn at 62.01,
/// -6.77, which has none.
inline std::string sample_table() {
  TableMaker maker;
  const auto portugal = maker.add_area({"Portugal"});
  const auto norte = maker.add_area({"Norte"}, portugal);
  const auto faroe = maker.add_area({"Faroe Islands", "F\u00e4r\u00f6er"});
  maker.add({41.15, -8.61, {"Porto", "Oporto"}, norte, 250'000});
  maker.add({62.01, -6.77, {"Torshavn"}, faroe, 13'000});
  return maker.table();
}

}  // namespace audmg::places
