// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/listing.hpp"

#include "catalogue/sample_entries.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace audmg::catalogue {
namespace {

using testing::local_day;
using testing::numbered_id;
using testing::picture;
using testing::song;
using Numbers = std::vector<std::size_t>;

class CatalogueListing : public ::testing::Test {
 protected:
  void put(const Entry& entry) { ASSERT_TRUE(catalogue_.put(entry)); }

  [[nodiscard]] Listing list(const ListRequest& request) const {
    auto listing = list_files(catalogue_, request);
    EXPECT_TRUE(listing.has_value());
    return listing.value_or(Listing{});
  }
  [[nodiscard]] static Numbers numbers(const Listing& listing) {
    Numbers found;
    for (const Listed& file : listing.files) {
      for (std::size_t number = 0; number < 100; ++number) {
        if (file.id == numbered_id(number)) found.push_back(number);
      }
    }
    return found;
  }
  [[nodiscard]] Numbers find(std::string_view text, Sort sort = Sort::uploaded) const {
    return numbers(list({.query = parse_query(text), .sort = sort}));
  }
  [[nodiscard]] Numbers pass(const Filter& filter) const {
    return numbers(list({.filter = filter}));
  }
  [[nodiscard]] Numbers sorted(Sort sort, Direction direction) const {
    return numbers(list({.sort = sort, .direction = direction}));
  }

  Catalogue catalogue_;
};

TEST_F(CatalogueListing, HasTheNewestFirst) {
  EXPECT_EQ(find(""), Numbers{});
  for (const std::size_t number : {2, 1, 3}) put(picture(number));
  EXPECT_EQ(find(""), (Numbers{3, 2, 1}));
  EXPECT_EQ(sorted(Sort::uploaded, Direction::ascending), (Numbers{1, 2, 3}));
}

TEST_F(CatalogueListing, FindsWordsInAnyField) {
  Entry entry = picture(1, "IMG_2034.jpg");
  entry.title = "Sunset at the Café";
  entry.description = "With grandmother";
  entry.keywords = {"holiday"};
  entry.camera = "Canon EOS R5";
  entry.lens = "EF 50mm";
  entry.place = "Zürich";
  entry.place_names = {"Schweiz", "Switzerland"};
  entry.other_text = {"© Anna"};
  put(entry);
  Entry music = song(2, "Björk & Friends", "Début", 1);
  music.artists = {"Björk", "Friends"};
  music.genres = {"Electronic"};
  music.composer = "Guðmundsdóttir";
  put(music);
  put(picture(3, "other.png"));
  for (const char* const text : {"2034",
                                 "sunset",
                                 "CAFE",
                                 "grandmo",
                                 "mother",
                                 "holi",
                                 "canon",
                                 "r5",
                                 "50mm",
                                 "zurich",
                                 "switz",
                                 "anna",
                                 "img_2034",
                                 "IMG-2034",
                                 "sunset zürich canon",
                                 "\"the cafe\"",
                                 "title:sunset",
                                 "camera:eos",
                                 "place:schweiz",
                                 "tag:holiday",
                                 "name:2034",
                                 "description:with",
                                 "lens:ef",
                                 "-png -song"}) {
    EXPECT_EQ(find(text), Numbers{1}) << text;
  }
  for (const char* const text : {"bjork", "björk friends", "debut", "electro", "artist:bjork",
                                 "album:début", "genre:elec", "composer:gudmund"}) {
    EXPECT_EQ(find(text), Numbers{2}) << text;
  }
  for (const char* const text : {"sunset bjork", "\"sunset the\"", "\"caf\"", "title:canon",
                                 "artist:debut", "qqqqqq", "sunset -canon"}) {
    EXPECT_EQ(find(text), Numbers{}) << text;
  }
}

TEST_F(CatalogueListing, FindsPartsOfWordsWithoutBlanks) {
  put(picture(1, "東京タワー.jpg"));
  put(picture(2, "北京市.jpg"));
  EXPECT_EQ(find("京"), (Numbers{2, 1}));
  EXPECT_EQ(find("タワー"), Numbers{1});
  EXPECT_EQ(find("\"京タ\""), Numbers{1}) << "words may begin anywhere";
}

TEST_F(CatalogueListing, NeverFindsAWordAcrossFields) {
  Entry entry = picture(1, "one");
  entry.title = "two";
  entry.keywords = {"three", "four"};
  put(entry);
  put(picture(2, "five"));
  for (const char* const text : {"\"one two\"", "\"three four\"", "\"four three\"", "two-five"}) {
    EXPECT_EQ(find(text), Numbers{}) << text;
  }
}

TEST_F(CatalogueListing, UnderstandsDates) {
  for (std::size_t month = 1; month <= 12; ++month) {
    Entry entry = picture(month);
    entry.date = local_day(2023, static_cast<int>(month), 15);
    put(entry);
  }
  put(picture(20, "IMG_2023.jpg"));  // taken in 2020
  Entry music = song(21, "a", "b", 1);
  music.year = 2023;
  put(music);
  EXPECT_EQ(find("july 2023"), Numbers{7});
  EXPECT_EQ(find("2023").size(), 14) << "by date, in a name, and by the year of the song";
  EXPECT_EQ(find("date:2023").size(), 13);
  EXPECT_EQ(find("2023-03..2023-04"), (Numbers{4, 3}));
  EXPECT_EQ(find("date:2023 -july -2023-07").size(), 12);
  EXPECT_EQ(find("before:2023"), (Numbers{21, 20}));
  EXPECT_EQ(find("after:2023-12"), Numbers{12});
  EXPECT_EQ(find("date:2023-07 2020"), Numbers{});
}

TEST_F(CatalogueListing, RanksWholeWordsInTitlesFirst) {
  put(picture(1, "beachcomber"));
  put(picture(2, "beach"));
  put(picture(3, "sandbeach"));
  Entry place = picture(4);
  place.place = "Beach";
  put(place);
  Entry camera = picture(5);
  camera.camera = "Beach";
  put(camera);
  Entry keyword = picture(6);
  keyword.keywords = {"beach"};
  put(keyword);
  EXPECT_EQ(find("beach", Sort::relevance), (Numbers{6, 2, 4, 5, 1, 3}));
  EXPECT_EQ(numbers(list({.query = parse_query("beach"),
                          .sort = Sort::relevance,
                          .direction = Direction::ascending})),
            (Numbers{3, 1, 5, 4, 6, 2}));
}

TEST_F(CatalogueListing, CorrectsOneTypo) {
  Entry entry = picture(1);
  entry.place = "Zürich";
  put(entry);
  put(picture(2, "birthday"));
  put(picture(3, "wedding party"));
  const auto used = [&](std::string_view text) {
    const Listing listing = list({.query = parse_query(text)});
    return listing.corrections.empty() ? "" : listing.corrections.front().used;
  };
  EXPECT_EQ(used("Zurihc"), "zurich");
  EXPECT_EQ(used("zürch"), "zurich");
  EXPECT_EQ(used("birhtdya"), "birthday") << "two typos in eight letters";
  EXPECT_EQ(used("wedidngg"), "wedding") << "the typed word counts";
  EXPECT_EQ(used("zruchi"), "") << "two typos in six letters";
  EXPECT_EQ(used("curich"), "") << "another first letter";
  EXPECT_EQ(used("zurich"), "");
  EXPECT_EQ(used("rich"), "") << "it is in a word";
  EXPECT_EQ(find("weding partty"), Numbers{3});
  EXPECT_EQ(list({.query = parse_query("zurihc")}).corrections.front().typed, "zurihc");
  EXPECT_EQ(used("birthday zurich"), "") << "no file has both words, but both are there";
  ASSERT_TRUE(catalogue_.remove(numbered_id(1)));
  EXPECT_EQ(used("zurihc"), "") << "no file has the word any more";
}

TEST_F(CatalogueListing, Filters) {
  Entry entry = picture(1);
  entry.camera = "Canon EOS R5";
  entry.place = "Zürich";
  entry.place_names = {"Schweiz"};
  entry.keywords = {"beach", "sun"};
  entry.rating = 4;
  entry.favorite = true;
  entry.size = 100;
  entry.collections = {*CollectionId::parse("018f0000-0000-7000-8000-00000000c0de")};
  put(entry);
  Entry music = song(2, "Björk, Sjón", "Début", 1);
  music.artists = {"Björk", "Sjón"};
  music.album_artist = "Björk";
  music.genres = {"Pop", "Electronic"};
  music.duration = std::chrono::seconds(200);
  music.year = 1993;
  music.size = 200;
  music.status = database::FileStatus::processing;
  put(music);
  EXPECT_EQ(pass({}), (Numbers{2, 1}));
  EXPECT_EQ(pass({.kind = database::FileKind::image}), Numbers{1});
  EXPECT_EQ(pass({.status = database::FileStatus::processing}), Numbers{2});
  EXPECT_EQ(pass({.cameras = {"canon eos r5"}}), Numbers{1});
  EXPECT_EQ(pass({.cameras = {"canon"}}), Numbers{}) << "not the whole value";
  EXPECT_EQ(pass({.places = {"zurich"}}), Numbers{1});
  EXPECT_EQ(pass({.places = {"Schweiz", "Zürich"}}), Numbers{1});
  EXPECT_EQ(pass({.keywords = {"beach", "sun"}}), Numbers{1});
  EXPECT_EQ(pass({.keywords = {"beach", "snow"}}), Numbers{});
  EXPECT_EQ(pass({.artists = {"sjon"}}), Numbers{2});
  EXPECT_EQ(pass({.artists = {"Björk, Sjón"}}), Numbers{2});
  EXPECT_EQ(pass({.album_artists = {"björk"}}), Numbers{2});
  EXPECT_EQ(pass({.albums = {"debut"}}), Numbers{2});
  EXPECT_EQ(pass({.genres = {"pop"}}), Numbers{2});
  EXPECT_EQ(pass({.collections = entry.collections}), Numbers{1});
  EXPECT_EQ(pass({.collections = {*CollectionId::parse("018f0000-0000-7000-8000-00000000c0d0")}}),
            Numbers{});
  EXPECT_EQ(pass({.year = 1993}), Numbers{2});
  EXPECT_EQ(pass({.year = 2020}), Numbers{1});
  EXPECT_EQ(pass({.favorite = true}), Numbers{1});
  EXPECT_EQ(pass({.favorite = false}), Numbers{2});
  EXPECT_EQ(pass({.min_rating = 4}), Numbers{1});
  EXPECT_EQ(pass({.min_rating = 5}), Numbers{});
  EXPECT_EQ(pass({.min_duration = std::chrono::seconds(200)}), Numbers{2});
  EXPECT_EQ(pass({.max_duration = std::chrono::seconds(199)}), Numbers{});
  EXPECT_EQ(pass({.min_size = 101}), Numbers{2});
  EXPECT_EQ(pass({.max_size = 100}), Numbers{1});
  EXPECT_EQ(pass({.from = entry.date}), (Numbers{2, 1}));
  EXPECT_EQ(pass({.to = entry.date}), Numbers{});
  EXPECT_EQ(numbers(list({.query = parse_query("zurich"), .filter = {.favorite = false}})),
            Numbers{});
}

TEST_F(CatalogueListing, SortsByEachValue) {
  Entry first = picture(1, "b.jpg");
  first.size = 30;
  first.title = "Äpfel";
  first.date = local_day(2021, 1, 1);
  put(first);
  Entry second = picture(2, "A.jpg");
  second.size = 10;
  second.date = local_day(2022, 1, 1);
  put(second);
  Entry third = song(3, "x", "Zebra", 2);
  third.size = 20;
  third.title = "zoo";
  third.duration = std::chrono::seconds(10);
  put(third);
  Entry fourth = song(4, "x", "zebra", 1);
  fourth.size = 20;
  fourth.title = "";
  fourth.duration = std::chrono::seconds(20);
  put(fourth);
  constexpr auto kUp = Direction::ascending;
  constexpr auto kDown = Direction::descending;
  EXPECT_EQ(sorted(Sort::date, kDown), (Numbers{2, 1, 4, 3}));
  EXPECT_EQ(sorted(Sort::date, kUp), (Numbers{4, 3, 1, 2})) << "equal ones: newest upload first";
  EXPECT_EQ(sorted(Sort::name, kUp), (Numbers{2, 1, 4, 3}));
  EXPECT_EQ(sorted(Sort::name, kDown), (Numbers{4, 3, 1, 2}));
  EXPECT_EQ(sorted(Sort::size, kDown), (Numbers{1, 4, 3, 2}));
  EXPECT_EQ(sorted(Sort::duration, kDown), (Numbers{4, 3, 2, 1})) << "without one: last";
  EXPECT_EQ(sorted(Sort::duration, kUp), (Numbers{3, 4, 2, 1}));
  EXPECT_EQ(sorted(Sort::title, kUp), (Numbers{1, 3, 4, 2}));
  EXPECT_EQ(sorted(Sort::title, kDown), (Numbers{3, 1, 4, 2}));
  EXPECT_EQ(sorted(Sort::album, kUp), (Numbers{4, 3, 2, 1}));
  EXPECT_EQ(sorted(Sort::relevance, kDown), (Numbers{2, 1, 4, 3})) << "without a query: by date";
}

TEST_F(CatalogueListing, ContinuesWhereAPageEnded) {
  for (std::size_t number = 0; number < 25; ++number) {
    Entry entry = picture(number, number % 3 == 0 ? "same.jpg" : fmt::format("n{}", number % 7));
    entry.date = local_day(2020, 1, 1 + static_cast<int>(number % 5));
    entry.size = number % 4;
    put(entry);
  }
  for (const Sort sort : {Sort::uploaded, Sort::date, Sort::name, Sort::size, Sort::duration,
                          Sort::title, Sort::album, Sort::relevance}) {
    for (const Direction direction : {Direction::ascending, Direction::descending}) {
      for (const char* const text : {"", "n"}) {
        ListRequest request{
            .query = parse_query(text), .sort = sort, .direction = direction, .limit = 100};
        const Numbers all = numbers(list(request));
        request.limit = 4;
        Numbers paged;
        bool more = true;
        while (more) {
          const Listing page = list(request);
          const Numbers part = numbers(page);
          paged.insert(paged.end(), part.begin(), part.end());
          more = page.more;
          ASSERT_EQ(page.files.size(), more ? 4 : page.files.size());
          request.after = page.files.back().position;
          EXPECT_LE(request.after.size(), kMaxPositionBytes);
        }
        EXPECT_EQ(paged, all) << to_string(sort) << " " << text;
      }
    }
  }
}

TEST_F(CatalogueListing, ContinuesAlthoughTheFileIsGone) {
  for (std::size_t number = 1; number <= 6; ++number) put(picture(number));
  const Listing page = list({.limit = 3});
  ASSERT_TRUE(catalogue_.remove(numbered_id(4)));
  put(picture(9));
  EXPECT_EQ(numbers(list({.after = page.files.back().position})), (Numbers{3, 2, 1}));
}

TEST_F(CatalogueListing, RefusesPositionsOfOtherOrders) {
  put(picture(1));
  const std::string position = list({}).files.front().position;
  const auto code = [&](const ListRequest& request) {
    const auto listing = list_files(catalogue_, request);
    return listing ? "none" : std::string(audmg::to_string(listing.error().code));
  };
  EXPECT_EQ(code({.after = position}), "none");
  EXPECT_EQ(code({.sort = Sort::date, .after = position}), "invalid_argument");
  EXPECT_EQ(code({.direction = Direction::ascending, .after = position}), "invalid_argument");
  EXPECT_EQ(code({.after = "x"}), "invalid_argument");
  EXPECT_EQ(code({.after = position + std::string(200, 'x')}), "invalid_argument");
}

TEST_F(CatalogueListing, KnowsTheWordsOfTheWire) {
  for (const Sort sort : {Sort::uploaded, Sort::date, Sort::name, Sort::size, Sort::duration,
                          Sort::title, Sort::album, Sort::relevance}) {
    EXPECT_EQ(parse_sort(to_string(sort)), sort);
  }
  EXPECT_FALSE(parse_sort("color").has_value());
  EXPECT_EQ(parse_direction("asc"), Direction::ascending);
  EXPECT_EQ(parse_direction("desc"), Direction::descending);
  EXPECT_FALSE(parse_direction("up").has_value());
  EXPECT_EQ(usual_direction(Sort::name), Direction::ascending);
  EXPECT_EQ(usual_direction(Sort::date), Direction::descending);
}

}  // namespace
}  // namespace audmg::catalogue
