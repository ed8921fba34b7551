// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// The words of generated libraries, and the queries that are judged by them.
#include "catalogue/generated_library.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace audmg::testing {
namespace {

constexpr std::size_t kQueriesOfKind = 25;

/// Typed text, and the place or subject that is meant.
struct Typed {
  std::string_view text;
  std::string_view meant;
};

std::size_t place_of(std::string_view shown) {
  return static_cast<std::size_t>(std::ranges::find(places(), shown, &GeneratedPlace::shown) -
                                  places().begin());
}

bool has_subject(const GeneratedFile& file, std::size_t subject) {
  return std::ranges::find(file.subjects, subject) != file.subjects.end();
}

std::chrono::year_month month_of(const GeneratedFile& file) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(file.entry.date));
  return day.year() / day.month();
}

/// Two letters in the middle have changed places, or one is missing.
std::string mistyped(std::string word, std::size_t variant) {
  const std::size_t middle = word.size() / 2;
  if (variant % 2 == 0) {
    std::swap(word[middle], word[middle - 1]);
  } else {
    word.erase(middle, 1);
  }
  return word;
}

class Queries {
 public:
  void add(std::string kind, std::string text, std::function<bool(const GeneratedFile&)> wanted) {
    queries_.push_back({std::move(kind), std::move(text), std::move(wanted)});
  }
  void add_subject(std::string kind, std::string text, std::size_t subject) {
    add(std::move(kind), std::move(text),
        [=](const GeneratedFile& file) { return has_subject(file, subject); });
  }
  void add_place(std::string kind, std::string text, std::size_t place) {
    add(std::move(kind), std::move(text),
        [=](const GeneratedFile& file) { return file.place == place; });
  }
  [[nodiscard]] std::vector<JudgedQuery> take() && { return std::move(queries_); }

 private:
  std::vector<JudgedQuery> queries_;
};

void add_subjects(Queries& queries) {
  for (std::size_t i = 0; i < kQueriesOfKind; ++i) {
    queries.add_subject("word", subjects()[i], i);
    const std::size_t later = (i * 2) % subjects().size();
    const std::size_t year = 2006 + i % 18;
    queries.add("word and year", fmt::format("{} {}", subjects()[later], year),
                [=](const GeneratedFile& file) {
                  return has_subject(file, later) &&
                         (file.entry.year == year ||
                          month_of(file).year() == std::chrono::year(static_cast<int>(year)));
                });
  }
}

void add_typos(Queries& queries) {
  std::size_t variant = 0;
  for (std::size_t i = 0; variant < kQueriesOfKind && i < subjects().size(); ++i) {
    const std::string& subject = subjects()[i];
    const bool plain = std::ranges::all_of(subject, [](char c) { return c >= 'a' && c <= 'z'; });
    const std::size_t middle = subject.size() / 2;
    if (!plain || subject.size() < 6 || subject[middle] == subject[middle - 1]) continue;
    queries.add_subject("typo", mistyped(subject, variant++), i);
  }
}

void add_places(Queries& queries) {
  constexpr std::array kAccents = {
      Typed{"zurich", "Zürich"},       Typed{"ZÜRICH", "Zürich"},
      Typed{"sao paulo", "São Paulo"}, Typed{"krakow", "Kraków"},
      Typed{"tromso", "Tromsø"},       Typed{"lodz", "Łódź"},
      Typed{"istanbul", "İstanbul"},   Typed{"da nang", "Đà Nẵng"},
      Typed{"reykjavik", "Reykjavík"}, Typed{"malaga", "Málaga"},
      Typed{"nimes", "Nîmes"},         Typed{"munchen", "München"},
      Typed{"goteborg", "Göteborg"},   Typed{"curacao", "Curaçao"},
      Typed{"koln", "Köln"},           Typed{"brasilia", "Brasília"},
      Typed{"medellin", "Medellín"},   Typed{"gdansk", "Gdańsk"},
      Typed{"plzen", "Plzeň"},         Typed{"timisoara", "Timișoara"},
      Typed{"nuuk", "Nuuk"},           Typed{"ålesund", "Ålesund"},
      Typed{"gießen", "Gießen"},       Typed{"giessen", "Gießen"},
      Typed{"MALAGA", "Málaga"},
  };
  constexpr std::array kScripts = {
      Typed{"東京", "東京"},       Typed{"京", "東京"},         Typed{"日本", "東京"},
      Typed{"大阪", "大阪市"},     Typed{"阪", "大阪市"},       Typed{"москва", "Москва"},
      Typed{"МОСКВА", "Москва"},   Typed{"россия", "Москва"},   Typed{"서울", "서울"},
      Typed{"서", "서울"},         Typed{"αθηνα", "Αθήνα"},     Typed{"ΑΘΉΝΑ", "Αθήνα"},
      Typed{"القاهرة", "القاهرة"}, Typed{"上海", "上海市"},     Typed{"海市", "上海市"},
      Typed{"กรุงเทพ", "กรุงเทพ"},   Typed{"київ", "Київ"},       Typed{"תל אביב", "תל אביב"},
      Typed{"दिल्ली", "दिल्ली"},     Typed{"ＴＯＫＹＯ", "東京"}, Typed{"tokio", "東京"},
      Typed{"seoul", "서울"},      Typed{"athen", "Αθήνα"},     Typed{"moskau", "Москва"},
      Typed{"shanghai", "上海市"},
  };
  constexpr std::array kParts = {
      Typed{"\"new york\"", "New York"},
      Typed{"york", "New York"},
      Typed{"francisco", "San Francisco"},
      Typed{"\"san francisco\"", "San Francisco"},
      Typed{"place:francisco", "San Francisco"},
      Typed{"california", "San Francisco"},
      Typed{"reykja", "Reykjavík"},
      Typed{"kjavik", "Reykjavík"},
      Typed{"iceland", "Reykjavík"},
      Typed{"island reykj", "Reykjavík"},
      Typed{"zuri schweiz", "Zürich"},
      Typed{"suisse", "Zürich"},
      Typed{"brasil paulo", "São Paulo"},
      Typed{"polska krak", "Kraków"},
      Typed{"norge troms", "Tromsø"},
      Typed{"place:\"são paulo\"", "São Paulo"},
      Typed{"bayern", "München"},
      Typed{"munich", "München"},
      Typed{"cologne", "Köln"},
      Typed{"gothenburg", "Göteborg"},
      Typed{"vietnam", "Đà Nẵng"},
      Typed{"greenland", "Nuuk"},
      Typed{"place:nuuk", "Nuuk"},
      Typed{"grønland", "Nuuk"},
      Typed{"gronland", "Nuuk"},
  };
  constexpr std::array kTypos = {
      Typed{"zurihc", "Zürich"},           Typed{"zürch", "Zürich"},
      Typed{"reykjavk", "Reykjavík"},      Typed{"rekyjavik", "Reykjavík"},
      Typed{"istambul", "İstanbul"},       Typed{"istanbull", "İstanbul"},
      Typed{"tromsoe", "Tromsø"},          Typed{"muenchen", "München"},
      Typed{"zuerich", "Zürich"},          Typed{"gothenberg", "Göteborg"},
      Typed{"fransisco", "San Francisco"}, Typed{"californa", "San Francisco"},
      Typed{"shangai", "上海市"},          Typed{"timosoara", "Timișoara"},
      Typed{"goetborg", "Göteborg"},       Typed{"medelin", "Medellín"},
      Typed{"gdanks", "Gdańsk"},           Typed{"malga", "Málaga"},
      Typed{"brazilia", "Brasília"},       Typed{"colonge", "Köln"},
      Typed{"krakwo", "Kraków"},           Typed{"curacoa", "Curaçao"},
      Typed{"moksva", "Москва"},           Typed{"greenlnad", "Nuuk"},
      Typed{"aleusnd", "Ålesund"},
  };
  for (const auto& [text, meant] : kAccents) {
    queries.add_place("accents", std::string(text), place_of(meant));
  }
  for (const auto& [text, meant] : kScripts) {
    queries.add_place("script", std::string(text), place_of(meant));
  }
  for (const auto& [text, meant] : kParts) {
    queries.add_place("part of a place", std::string(text), place_of(meant));
  }
  for (const auto& [text, meant] : kTypos) {
    queries.add_place("typo in a place", std::string(text), place_of(meant));
  }
}

void add_dates(Queries& queries) {
  constexpr std::array kMonths = {"january", "februar", "märz",      "apr",     "may",      "juni",
                                  "july",    "August",  "september", "Oktober", "november", "dez"};
  for (std::size_t i = 0; i < kQueriesOfKind; ++i) {
    const auto month = static_cast<unsigned>(i % 12);
    const int year = 2005 + static_cast<int>(i * 7 % 20);
    const std::size_t place = i % 12;
    const auto wanted = std::chrono::year(year) / std::chrono::month(month + 1);
    const auto is_wanted = [=](const GeneratedFile& file) { return month_of(file) == wanted; };
    const std::string text = i % 2 == 0 ? fmt::format("{} {}", kMonths[month], year)
                                        : fmt::format("date:{}-{:02}", year, month + 1);
    queries.add("month", text, is_wanted);
    queries.add("place and month",
                fmt::format("{} {} {}", places()[place].shown, kMonths[month], year),
                [=](const GeneratedFile& file) { return file.place == place && is_wanted(file); });
  }
}

void add_others(Queries& queries) {
  for (std::size_t i = 0; i < kQueriesOfKind; ++i) {
    const std::size_t camera = i % cameras().size();
    const std::string scope = i < cameras().size() ? "" : "camera:";
    queries.add("camera", fmt::format("{}\"{}\"", scope, cameras()[camera]),
                [=](const GeneratedFile& file) { return file.camera == camera; });
    const std::size_t artist = i * 71;
    const std::string name = artist_name(artist);
    queries.add("artist", i % 2 == 0 ? name : fmt::format("artist:\"{}\"", name),
                [=](const GeneratedFile& file) {
                  return file.artist != SIZE_MAX && artist_name(file.artist) == name;
                });
    const std::size_t number = i * 37 + 5;
    queries.add("file name", fmt::format("{:06}", number),
                [=](const GeneratedFile& file) { return file.number == number; });
  }
}

}  // namespace

const std::vector<std::string>& subjects() {
  static const std::vector<std::string> words = {
      "beach",     "sunset",  "Geburtstag", "wedding",    "Weihnachten", "mountain", "garden",
      "花火",      "桜",      "kitten",     "birthday",   "concert",     "Hochzeit", "snowman",
      "école",     "forêt",   "montaña",    "niño",       "fiesta",      "перрон",   "море",
      "picnic",    "Fußball", "lighthouse", "harbour",    "waterfall",   "bicycle",  "orchard",
      "carnival",  "skiing",  "campfire",   "lantern",    "seashell",    "vineyard", "windmill",
      "festival",  "castle",  "monument",   "cathedral",  "blossom",     "thunder",  "meadow",
      "dolphin",   "penguin", "sparrow",    "elephant",   "butterfly",   "chestnut", "mushroom",
      "raspberry", "pancake", "croissant",  "graduation", "marathon",    "regatta",  "theatre",
      "museum",    "airport", "railway",    "tramway"};
  return words;
}

const std::vector<GeneratedPlace>& places() {
  static const std::vector<GeneratedPlace> list = {
      {"Zürich", {"Zürich", "Zurich", "Kanton Zürich", "Schweiz", "Suisse", "Switzerland"}},
      {"東京", {"東京都", "Tokyo", "Tokio", "日本", "Japan"}},
      {"New York", {"Manhattan", "New York", "USA"}},
      {"São Paulo", {"São Paulo", "Brasil", "Brazil"}},
      {"Kraków", {"Kraków", "Krakau", "Polska", "Poland"}},
      {"Tromsø", {"Tromsø", "Norge", "Norway"}},
      {"Łódź", {"Łódź", "Lodsch"}},
      {"İstanbul", {"İstanbul", "Türkiye", "Turkey"}},
      {"Đà Nẵng", {"Đà Nẵng", "Việt Nam", "Vietnam"}},
      {"Reykjavík", {"Reykjavík", "Ísland", "Iceland", "Island"}},
      {"Москва", {"Москва", "Moscow", "Moskau", "Moskva", "Россия"}},
      {"서울", {"서울특별시", "Seoul", "대한민국"}},
      {"Αθήνα", {"Αθήνα", "Athens", "Athen", "Ελλάδα"}},
      {"القاهرة", {"القاهرة", "Cairo", "مصر"}},
      {"上海市", {"上海市", "Shanghai", "中国"}},
      {"กรุงเทพ", {"กรุงเทพมหานคร", "Bangkok"}},
      {"Київ", {"Київ", "Kyiv", "Україна"}},
      {"תל אביב", {"תל אביב", "Tel Aviv"}},
      {"दिल्ली", {"दिल्ली", "Delhi", "भारत"}},
      {"大阪市", {"大阪市", "Osaka"}},
      {"Málaga", {"Málaga", "España"}},
      {"Nîmes", {"Nîmes", "Occitanie"}},
      {"München", {"München", "Munich", "Bayern"}},
      {"Göteborg", {"Göteborg", "Gothenburg", "Sverige"}},
      {"Curaçao", {"Curaçao", "Willemstad"}},
      {"Köln", {"Köln", "Cologne"}},
      {"Brasília", {"Brasília", "Distrito Federal"}},
      {"Medellín", {"Medellín", "Colombia"}},
      {"Gdańsk", {"Gdańsk", "Danzig"}},
      {"Plzeň", {"Plzeň", "Pilsen"}},
      {"Timișoara", {"Timișoara", "Temeswar"}},
      {"Nuuk", {"Nuuk", "Kalaallit Nunaat", "Grønland", "Greenland"}},
      {"Ålesund", {"Ålesund", "Møre og Romsdal"}},
      {"Gießen", {"Gießen", "Hessen"}},
      {"San Francisco", {"San Francisco", "California"}},
  };
  return list;
}

const std::vector<std::string>& cameras() {
  static const std::vector<std::string> list = {
      "Canon EOS R5",       "NIKON D750",      "Apple iPhone 12", "samsung SM-G998B",
      "Google Pixel 7",     "SONY ILCE-7M4",   "FUJIFILM X-T4",   "Panasonic DMC-GH5",
      "OLYMPUS E-M1MarkII", "LEICA Q2",        "RICOH GR III",    "Xiaomi Mi 11",
      "HUAWEI P30",         "DJI Mavic Air 2", "GoPro HERO9",     "PENTAX K-1"};
  return list;
}

std::vector<JudgedQuery> judged_queries() {
  Queries queries;
  add_subjects(queries);
  add_typos(queries);
  add_places(queries);
  add_dates(queries);
  add_others(queries);
  return std::move(queries).take();
}

}  // namespace audmg::testing
