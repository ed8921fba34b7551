// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "catalogue/generated_library.hpp"

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>

namespace audmg::testing {
namespace {

constexpr std::size_t kArtists = 2000;
constexpr std::size_t kSyllables = 16;

/// Numbers that look random and are the same everywhere (splitmix64).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111eb;
    return z ^ (z >> 31U);
  }
  std::size_t below(std::size_t limit) { return next() % limit; }
  bool one_in(std::size_t count) { return below(count) == 0; }
  /// Small numbers come more often.
  std::size_t skewed(std::size_t limit) { return below(below(limit) + 1); }

 private:
  std::uint64_t state_;
};

catalogue::LocalTime some_date(Dice& dice) {
  using std::chrono::local_days;
  constexpr std::int64_t kTwentyYears = 20LL * 365 * 24 * 3600;
  const auto first = local_days(std::chrono::year(2005) / 1 / 1);
  return catalogue::LocalTime(first) +
         std::chrono::seconds(dice.below(static_cast<std::size_t>(kTwentyYears)));
}

FileId id_of(std::size_t number) {
  // A UUIDv7 of its own millisecond.
  const std::uint64_t time = 1'700'000'000'000 + number;
  const std::uint64_t random = Dice(number).next();
  const auto id = FileId::parse(fmt::format("{:08x}-{:04x}-7{:03x}-a{:03x}-{:012x}", time >> 16U,
                                            time & 0xffffU, random & 0xfffU, random >> 12U & 0xfffU,
                                            random >> 16U & 0xffffffffffffU));
  AUDMG_ASSERT(id.has_value());
  return *id;
}

void make_photo(GeneratedFile& file, Dice& dice) {
  catalogue::Entry& entry = file.entry;
  entry.kind = database::FileKind::image;
  file.camera = dice.skewed(cameras().size());
  entry.camera = cameras()[file.camera];
  entry.lens = fmt::format("EF {} mm", 20 + 5 * dice.below(20));
  if (!dice.one_in(3)) {
    file.place = dice.skewed(places().size());
    entry.place = places()[file.place].shown;
    entry.place_names = places()[file.place].names;
  }
  const std::size_t count = dice.below(3);
  for (std::size_t i = 0; i < count; ++i) {
    file.subjects.push_back(dice.skewed(subjects().size()));
    entry.keywords.push_back(subjects()[file.subjects.back()]);
  }
  const auto day = std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(entry.date));
  const auto year = static_cast<int>(day.year());
  const auto month = static_cast<unsigned>(day.month());
  switch (dice.below(4)) {
    case 0:
      entry.name = fmt::format("IMG_{:06}.JPG", file.number);
      break;
    case 1:
      entry.name = fmt::format("DSC{:06}.NEF", file.number);
      break;
    case 2:
      entry.name = fmt::format("PXL_{}{:02}_{:06}.jpg", year, month, file.number);
      break;
    default:
      file.subjects.push_back(dice.skewed(subjects().size()));
      entry.name = fmt::format("{} {:06}.jpg", subjects()[file.subjects.back()], file.number);
  }
  if (dice.one_in(4)) {
    file.subjects.push_back(dice.skewed(subjects().size()));
    entry.title = subjects()[file.subjects.back()];
  }
  entry.aspect = dice.one_in(3) ? 667 : 1500;
  entry.difference_hash = dice.next();
  entry.color = static_cast<std::uint32_t>(dice.below(0x1000000));
}

void make_song(GeneratedFile& file, Dice& dice) {
  catalogue::Entry& entry = file.entry;
  constexpr std::array kGenres = {"Rock", "Jazz", "Klassik", "Électronique", "Hip-Hop", "演歌"};
  entry.kind = database::FileKind::audio;
  file.artist = dice.below(kArtists);
  entry.artist = artist_name(file.artist);
  const std::size_t album = dice.below(4);
  file.subjects.push_back((file.artist * 7 + album) % subjects().size());
  entry.album = fmt::format("{} {}", subjects()[file.subjects.back()], album + 1);
  entry.album_artist = entry.artist;
  entry.genres = {kGenres[file.artist % kGenres.size()]};
  entry.year = static_cast<std::uint32_t>(1960 + (file.artist + album) % 60);
  entry.track = static_cast<std::uint32_t>(1 + dice.below(14));
  file.subjects.push_back(dice.below(subjects().size()));
  entry.title = subjects()[file.subjects.back()];
  entry.name = fmt::format("{:02} {} {:06}.flac", entry.track, entry.title, file.number);
  entry.duration = std::chrono::milliseconds(120'000 + dice.below(200'000));
}

}  // namespace

std::string artist_name(std::size_t artist) {
  constexpr std::array<std::string_view, kSyllables> kParts = {
      "mar", "ön", "val", "ké", "dro", "sí", "lum", "tåg",
      "ber", "nø", "gri", "ça", "pol", "wë", "fus", "hir"};
  Dice dice(artist * 7919 + 13);
  std::string name;
  for (std::size_t i = 0; i < 4; ++i) name += kParts[dice.below(kSyllables)];
  name[0] = static_cast<char>(name[0] >= 'a' && name[0] <= 'z' ? name[0] - 'a' + 'A' : name[0]);
  return name + fmt::format(" {}", kParts[artist % kSyllables]);
}

GeneratedFile generated_file(std::size_t number) {
  Dice dice(number * 0x2545f4914f6cdd1d + 1);
  GeneratedFile file;
  file.number = number;
  catalogue::Entry& entry = file.entry;
  entry.id = id_of(number);
  entry.date = some_date(dice);
  entry.size = 100'000 + dice.below(8'000'000);
  entry.favorite = dice.one_in(20);
  entry.rating = static_cast<std::uint32_t>(dice.skewed(6));
  if (dice.one_in(5)) {
    make_song(file, dice);
  } else {
    make_photo(file, dice);
  }
  return file;
}

}  // namespace audmg::testing
