// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/sort_key.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace audmg::catalogue {
namespace {

/// A position: sort, direction, whether the value is missing, number, second, id, text.
constexpr std::size_t kWordBytes = sizeof(std::uint64_t);
constexpr std::size_t kHeadBytes = 3;
constexpr std::size_t kIdAt = kHeadBytes + 2 * kWordBytes;
constexpr std::size_t kTextAt = kIdAt + sizeof(IdBytes);
static_assert(kTextAt + SortKey::kMaxTextBytes <= kMaxPositionBytes);

constexpr std::uint64_t kSign = std::uint64_t{1} << 63U;
constexpr unsigned kTrackBits = 16;

/// The number of the first bytes, which sorts as they do; a missing byte is 0.
std::uint64_t first_word(std::string_view bytes) noexcept {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes.data(), std::min(bytes.size(), kWordBytes));
  if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap64(word);
  return word;
}

std::string_view as_text(const IdBytes& id) noexcept {
  return {reinterpret_cast<const char*>(id.data()), id.size()};
}

void append_word(std::string& position, std::int64_t value) {
  auto word = static_cast<std::uint64_t>(value);
  for (std::size_t i = 0; i < kWordBytes; ++i, word >>= 8U) {
    position += static_cast<char>(word & 0xffU);
  }
}

std::int64_t read_word(std::string_view bytes) noexcept {
  std::uint64_t word = 0;
  for (std::size_t i = kWordBytes; i-- > 0;) {
    word = word << 8U | static_cast<unsigned char>(bytes[i]);
  }
  return static_cast<std::int64_t>(word);
}

void set_text(SortKey& key, std::string_view text) noexcept {
  key.text = text.substr(0, SortKey::kMaxTextBytes);
  key.missing = text.empty();
}

}  // namespace

std::uint64_t SortKey::prefix(SortedBy by) const noexcept {
  if (missing) return UINT64_MAX;
  std::uint64_t word = 0;
  switch (by.sort) {
    case Sort::uploaded:
      word = first_word(as_text(id));
      break;
    case Sort::name:
    case Sort::title:
    case Sort::album:
      word = first_word(text);
      break;
    case Sort::date:
    case Sort::size:
    case Sort::duration:
    case Sort::relevance:
      word = static_cast<std::uint64_t>(number) ^ kSign;
      break;
  }
  return by.direction == Direction::ascending ? word : ~word;
}

SortKey key_of(const Table& table, RowNumber number, Sort sort, std::uint16_t cost) noexcept {
  const Row& row = table.row(number);
  SortKey key;
  key.id = row.id;
  switch (sort) {
    case Sort::uploaded:
      break;
    case Sort::date:
      key.number = row.date;
      break;
    case Sort::size:
      key.number = static_cast<std::int64_t>(std::min<std::uint64_t>(row.size, INT64_MAX));
      break;
    case Sort::duration:
      key.number = row.duration;
      key.missing = row.duration == Row::kNone;
      break;
    case Sort::name:
      set_text(key, table.name_of(number));
      break;
    case Sort::title:
      set_text(key, table.title_of(number));
      break;
    case Sort::album: {
      const auto album = table.first_term(number, Field::album);
      set_text(key, album ? table.terms().folded(*album) : std::string_view());
      key.second = std::int64_t{row.disc} << kTrackBits | row.track;
      break;
    }
    case Sort::relevance:
      key.number = -std::int64_t{cost};
      key.second = row.date;
      break;
  }
  return key;
}

std::strong_ordering compare_keys(const SortKey& a, const SortKey& b, SortedBy by) noexcept {
  const auto newest_first = [&] { return b.id <=> a.id; };
  if (a.missing != b.missing) return a.missing <=> b.missing;
  const bool ascending = by.direction == Direction::ascending;
  if (by.sort == Sort::uploaded) return ascending ? a.id <=> b.id : newest_first();
  if (a.missing) return newest_first();
  auto order = a.number <=> b.number;
  if (order == 0) order = a.text <=> b.text;
  if (by.sort == Sort::relevance) {
    if (order == 0) return a.second == b.second ? newest_first() : b.second <=> a.second;
  } else if (order == 0) {
    order = a.second <=> b.second;
  }
  if (order == 0) return newest_first();
  return ascending ? order : 0 <=> order;
}

std::string to_position(const SortKey& key, SortedBy by) {
  std::string position;
  position += static_cast<char>(by.sort);
  position += static_cast<char>(by.direction);
  position += static_cast<char>(key.missing);
  append_word(position, key.number);
  append_word(position, key.second);
  return position.append(as_text(key.id)).append(key.text);
}

std::optional<SortKey> from_position(std::string_view position, SortedBy by) noexcept {
  if (position.size() < kTextAt || position.size() > kTextAt + SortKey::kMaxTextBytes ||
      position[0] != static_cast<char>(by.sort) || position[1] != static_cast<char>(by.direction)) {
    return std::nullopt;
  }
  SortKey key;
  key.missing = position[2] != 0;
  key.number = read_word(position.substr(kHeadBytes));
  key.second = read_word(position.substr(kHeadBytes + kWordBytes));
  std::memcpy(key.id.data(), position.data() + kIdAt, key.id.size());
  key.text = position.substr(kTextAt);
  return key;
}

}  // namespace audmg::catalogue
