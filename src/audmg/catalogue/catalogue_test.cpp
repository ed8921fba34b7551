// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// A catalogue after any changes answers as one that was made anew from the same entries.
#include "audmg/catalogue/facets.hpp"
#include "audmg/catalogue/listing.hpp"
#include "audmg/catalogue/months.hpp"
#include "audmg/catalogue/music.hpp"
#include "audmg/catalogue/similar.hpp"
#include "audmg/catalogue/snapshot.hpp"
#include "catalogue/generated_library.hpp"
#include "catalogue/sample_entries.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace audmg::catalogue {
namespace {

constexpr std::size_t kIds = 400;
constexpr int kSteps = 12;
constexpr int kChangesOfAStep = 300;

std::string listing_text(const Catalogue& catalogue, const ListRequest& request) {
  const auto listing = list_files(catalogue, request);
  EXPECT_TRUE(listing);
  std::string text;
  for (const Listed& file : listing->files) text += file.id.text() + file.position + "\n";
  for (const Correction& word : listing->corrections) text += word.typed + "=" + word.used + "\n";
  return text + (listing->more ? "more" : "end");
}

void append(std::string& text, const std::vector<Facet>& facets) {
  for (const Facet& facet : facets) text += fmt::format("{} {}\n", facet.value, facet.count);
}

/// Everything that can be asked, in one text.
std::string answers(const Catalogue& catalogue) {
  std::string text = fmt::format("{} files\n", catalogue.size());
  for (const char* const query :
       {"", "beach", "zurihc", "zürich 2015", "-canon sunset", "\"new york\"", "京", "july 2010"}) {
    for (const Sort sort : {Sort::uploaded, Sort::date, Sort::name, Sort::size, Sort::duration,
                            Sort::title, Sort::album, Sort::relevance}) {
      for (const Direction direction : {Direction::ascending, Direction::descending}) {
        text += listing_text(
            catalogue,
            {.query = parse_query(query), .sort = sort, .direction = direction, .limit = 60});
      }
    }
  }
  text += listing_text(catalogue, {.filter = {.cameras = {"nikon d750"}, .favorite = true}});
  const auto months = list_months(catalogue, {}, {}, Direction::descending).value();
  for (const Month& month : months) {
    text += fmt::format("{} {}\n", static_cast<unsigned>(month.month.month()), month.count);
  }
  const Facets facets = count_facets(catalogue, {}, {}, 1000).value();
  for (const auto* list : {&facets.cameras, &facets.places, &facets.years, &facets.keywords,
                           &facets.artists, &facets.genres}) {
    append(text, *list);
  }
  SimilarSearch search(catalogue);
  EXPECT_TRUE(search.advance());
  for (const SimilarGroups groups = std::move(search).take_groups(); const auto& group : groups) {
    for (const FileId& id : group) text += id.text() + " ";
  }
  const auto artists = list_artists(catalogue).value();
  for (const Artist& artist : artists) {
    text += fmt::format("{} {} {}\n", artist.name, artist.albums, artist.tracks);
  }
  const auto albums = list_albums(catalogue, {}).value();
  for (const Album& album : albums) {
    text += fmt::format("{} {} {} {} {}\n", album.id, album.title, album.artist, album.tracks,
                        album.cover.text());
  }
  return text;
}

class Changes {
 public:
  void change_one() {
    const std::size_t number = random_() % kIds;
    const FileId id = testing::numbered_id(number);
    if (random_() % 4 == 0) {
      EXPECT_EQ(catalogue_.remove(id), entries_.erase(id.text()) > 0);
      return;
    }
    Entry entry = testing::generated_file(random_() % 5000).entry;
    entry.id = id;
    if (random_() % 10 == 0) entry.difference_hash = 0x0123456789abcdef;
    entries_[id.text()] = entry;
    EXPECT_TRUE(catalogue_.put(entry));
  }

  [[nodiscard]] const Catalogue& catalogue() const { return catalogue_; }
  [[nodiscard]] std::string answers_of_a_new_one() {
    std::vector<Entry> entries;
    for (const auto& [id, entry] : entries_) entries.push_back(entry);
    std::ranges::shuffle(entries, random_);
    Catalogue made_anew;
    for (const Entry& entry : entries) EXPECT_TRUE(made_anew.put(entry));
    return answers(made_anew);
  }

 private:
  std::mt19937 random_{15};
  Catalogue catalogue_;
  std::map<std::string, Entry> entries_;
};

TEST(Catalogue, AnswersAsOneThatIsMadeAnew) {
  Changes changes;
  for (int step = 0; step < kSteps; ++step) {
    for (int i = 0; i < kChangesOfAStep; ++i) changes.change_one();
    const std::string now = answers(changes.catalogue());
    ASSERT_EQ(now, changes.answers_of_a_new_one()) << step;
    const auto copy = read_snapshot(write_snapshot(changes.catalogue()).value_or(""));
    ASSERT_TRUE(copy);
    ASSERT_EQ(now, answers(*copy)) << step;
  }
}

TEST(Catalogue, KnowsWhatItHas) {
  Catalogue catalogue;
  const FileId id = testing::numbered_id(1);
  EXPECT_FALSE(catalogue.contains(id));
  EXPECT_FALSE(catalogue.remove(id));
  EXPECT_EQ(catalogue.version(), 0);
  EXPECT_TRUE(catalogue.put(testing::picture(1)));
  EXPECT_TRUE(catalogue.contains(id));
  EXPECT_EQ(catalogue.size(), 1);
  const auto version = catalogue.version();
  EXPECT_TRUE(catalogue.put(testing::picture(1, "other")));
  EXPECT_EQ(catalogue.size(), 1);
  EXPECT_NE(catalogue.version(), version);
  EXPECT_GT(catalogue.bytes(), 0);
  EXPECT_TRUE(catalogue.remove(id));
  EXPECT_EQ(catalogue.size(), 0);
}

TEST(Catalogue, CutsWhatExceedsItsLimits) {
  Entry entry = testing::picture(1, std::string(100'000, 'n'));
  entry.title = std::string(100'000, 't');
  entry.description = std::string(100'000, 'd');
  entry.keywords.assign(2000, std::string(10'000, 'k'));
  entry.keywords.emplace_back("\xff");
  entry.rating = 99;
  entry.date = LocalTime::max();
  Entry early = testing::picture(2);
  early.date = LocalTime::min();
  Catalogue catalogue;
  EXPECT_TRUE(catalogue.put(entry));
  EXPECT_TRUE(catalogue.put(early));
  EXPECT_LT(catalogue.bytes(), 100'000);
  const auto months = list_months(catalogue, {}, {}, Direction::ascending).value();
  ASSERT_EQ(months.size(), 2);
  EXPECT_EQ(months.front().month, std::chrono::year(1) / 1);
  EXPECT_EQ(months.back().month, std::chrono::year(9999) / 12);
  EXPECT_TRUE(read_snapshot(write_snapshot(catalogue).value_or("")));
}

}  // namespace
}  // namespace audmg::catalogue
