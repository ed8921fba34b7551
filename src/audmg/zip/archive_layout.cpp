// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/zip/archive_layout.hpp"

#include "audmg/core/result.hpp"

#include <algorithm>
#include <concepts>
#include <utility>

namespace audmg::zip {
namespace {

constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kDirectoryHeader = 0x02014b50;
constexpr std::uint32_t kZip64End = 0x06064b50;
constexpr std::uint32_t kZip64Locator = 0x07064b50;
constexpr std::uint32_t kEnd = 0x06054b50;
constexpr std::uint16_t kUtf8Name = 1U << 11U;
constexpr std::uint16_t kStored = 0;
constexpr std::uint16_t kVersion = 20;
constexpr std::uint16_t kZip64Version = 45;
constexpr std::uint16_t kMadeOnUnix = (3U << 8U) | kZip64Version;
constexpr std::uint32_t kRegularFile = 0100644U << 16U;
constexpr std::uint16_t kZip64Extra = 1;
/// Fields with these values say that Zip64's fields hold the number.
constexpr std::uint32_t kSee64 = 0xffffffffU;
constexpr std::uint16_t kSee64Count = 0xffffU;
/// Text of the directory that is made at once.
constexpr std::size_t kDirectoryPiece = std::size_t{64} * 1024;

/// Appends whole numbers, the lowest byte first.
class Bytes {
 public:
  template <std::unsigned_integral T>
  Bytes& add(T number) {
    for (std::size_t i = 0; i < sizeof(T); ++i) {
      text_ += static_cast<char>(static_cast<unsigned char>(number >> (8 * i)));
    }
    return *this;
  }
  Bytes& add(const std::string& text) {
    text_ += text;
    return *this;
  }
  [[nodiscard]] const std::string& text() const& noexcept { return text_; }
  [[nodiscard]] std::string take() && { return std::move(text_); }

 private:
  std::string text_;
};

constexpr bool is_large(std::uint64_t number) { return number >= kSee64; }

std::uint32_t short_of(std::uint64_t number) {
  return is_large(number) ? kSee64 : static_cast<std::uint32_t>(number);
}

/// The numbers that do not fit into a header.
std::string zip64_extra(const std::vector<std::uint64_t>& numbers) {
  if (numbers.empty()) return {};
  Bytes extra;
  extra.add(kZip64Extra).add(static_cast<std::uint16_t>(8 * numbers.size()));
  for (const std::uint64_t number : numbers) extra.add(number);
  return std::move(extra).take();
}

std::string local_extra(std::uint64_t size) {
  return is_large(size) ? zip64_extra({size, size}) : std::string();
}

std::string directory_extra(std::uint64_t size, std::uint64_t start) {
  std::vector<std::uint64_t> numbers;
  if (is_large(size)) numbers = {size, size};
  if (is_large(start)) numbers.push_back(start);
  return zip64_extra(numbers);
}

/// Time and date as MS-DOS keeps them, in that order.
std::pair<std::uint16_t, std::uint16_t> dos_time(
    std::chrono::local_time<std::chrono::milliseconds> time) {
  using namespace std::chrono;
  const auto least = local_days(year(1980) / January / 1);
  const auto most = local_days(year(2107) / December / 31) + hours(23) + minutes(59) + seconds(58);
  const auto shown = std::clamp<local_time<milliseconds>>(time, least, most);
  const auto day = floor<days>(shown);
  const year_month_day date(day);
  const hh_mm_ss clock(floor<seconds>(shown - day));
  const auto packed_time = (static_cast<unsigned>(clock.hours().count()) << 11U) |
                           (static_cast<unsigned>(clock.minutes().count()) << 5U) |
                           (static_cast<unsigned>(clock.seconds().count()) / 2U);
  const auto packed_date = (static_cast<unsigned>(int{date.year()} - 1980) << 9U) |
                           (unsigned{date.month()} << 5U) | unsigned{date.day()};
  return {static_cast<std::uint16_t>(packed_time), static_cast<std::uint16_t>(packed_date)};
}

/// The part that local and directory headers have in common.
void add_facts(Bytes& bytes, const Entry& entry) {
  const auto [time, date] = dos_time(entry.modified);
  bytes.add(kUtf8Name).add(kStored).add(time).add(date).add(entry.crc32);
  bytes.add(short_of(entry.size)).add(short_of(entry.size));
  bytes.add(static_cast<std::uint16_t>(entry.name.size()));
}

/// Returns the last element that is not greater than `offset`.
std::size_t place_of(const std::vector<std::uint64_t>& starts, std::uint64_t offset) {
  return static_cast<std::size_t>(std::ranges::upper_bound(starts, offset) - starts.begin()) - 1;
}

}  // namespace

ArchiveLayout::ArchiveLayout(std::vector<Entry> entries) : entries_(std::move(entries)) {
  std::uint64_t offset = 0;
  for (const Entry& entry : entries_) {
    AUDMG_ASSERT(entry.name.size() <= 0xffff);
    starts_.push_back(offset);
    offset += local_header(entry).size() + entry.size;
  }
  starts_.push_back(offset);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    directory_starts_.push_back(offset);
    offset += directory_header(i).size();
  }
  directory_starts_.push_back(offset);
  size_ = offset + end_records().size();
}

Run ArchiveLayout::run_at(std::uint64_t offset) const {
  AUDMG_ASSERT(offset < size_);
  if (offset >= directory_offset()) return {.text = directory_from(offset)};
  const std::size_t number = place_of(starts_, offset);
  const Entry& entry = entries_[number];
  const std::string header = local_header(entry);
  const std::uint64_t inside = offset - starts_[number];
  if (inside < header.size()) return {.text = header.substr(static_cast<std::size_t>(inside))};
  const std::uint64_t at = inside - header.size();
  return {.entry = number, .offset = at, .length = entry.size - at};
}

std::string ArchiveLayout::local_header(const Entry& entry) const {
  const std::string extra = local_extra(entry.size);
  Bytes bytes;
  bytes.add(kLocalHeader).add(extra.empty() ? kVersion : kZip64Version);
  add_facts(bytes, entry);
  bytes.add(static_cast<std::uint16_t>(extra.size())).add(entry.name).add(extra);
  return std::move(bytes).take();
}

std::string ArchiveLayout::directory_header(std::size_t number) const {
  const Entry& entry = entries_[number];
  const std::uint64_t start = starts_[number];
  const std::string extra = directory_extra(entry.size, start);
  Bytes bytes;
  bytes.add(kDirectoryHeader).add(kMadeOnUnix).add(extra.empty() ? kVersion : kZip64Version);
  add_facts(bytes, entry);
  bytes.add(static_cast<std::uint16_t>(extra.size()));
  // No comment, the first disk, no internal attributes.
  bytes.add(std::uint16_t{0}).add(std::uint16_t{0}).add(std::uint16_t{0}).add(kRegularFile);
  bytes.add(short_of(start)).add(entry.name).add(extra);
  return std::move(bytes).take();
}

std::string ArchiveLayout::end_records() const {
  constexpr std::uint64_t kZip64EndRest = 44;  // bytes of the record behind this number
  const std::uint64_t start = directory_offset();
  const std::uint64_t length = directory_starts_.back() - start;
  const std::uint64_t count = entries_.size();
  const bool is_zip64 = count >= kSee64Count || is_large(start) || is_large(length);
  Bytes bytes;
  if (is_zip64) {
    bytes.add(kZip64End).add(kZip64EndRest).add(kMadeOnUnix).add(kZip64Version);
    bytes.add(std::uint32_t{0}).add(std::uint32_t{0}).add(count).add(count);
    bytes.add(length).add(start);
    bytes.add(kZip64Locator).add(std::uint32_t{0}).add(directory_starts_.back());
    bytes.add(std::uint32_t{1});
  }
  const auto short_count = count >= kSee64Count ? kSee64Count : static_cast<std::uint16_t>(count);
  bytes.add(kEnd).add(std::uint16_t{0}).add(std::uint16_t{0}).add(short_count).add(short_count);
  bytes.add(short_of(length)).add(short_of(start)).add(std::uint16_t{0});
  return std::move(bytes).take();
}

std::string ArchiveLayout::directory_from(std::uint64_t offset) const {
  const std::size_t first = place_of(directory_starts_, offset);
  std::string text;
  std::size_t number = first;
  while (number < entries_.size() && text.size() < kDirectoryPiece) {
    text += directory_header(number);
    ++number;
  }
  if (number == entries_.size()) text += end_records();
  return text.substr(static_cast<std::size_t>(offset - directory_starts_[first]));
}

}  // namespace audmg::zip
