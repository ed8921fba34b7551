// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// There is no text that a search box does not understand, and each is searched for within its
// limits. The text of bounds is understood or refused.
#include "audmg/catalogue/catalogue.hpp"
#include "audmg/catalogue/coordinates.hpp"
#include "audmg/catalogue/limits.hpp"
#include "audmg/catalogue/listing.hpp"
#include "audmg/core/result.hpp"
#include "audmg/core/utf8.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using namespace audmg::catalogue;

Catalogue make_catalogue() {
  Catalogue catalogue;
  Entry entry;
  entry.id = *audmg::FileId::parse("018f0000-0000-7000-8000-000000000001");
  entry.name = "IMG_2034 beach.jpg";
  entry.title = "東京 july";
  entry.keywords = {"sunset", "New York"};
  entry.place = "Zürich";
  entry.camera = "Canon EOS R5";
  AUDMG_ASSERT(catalogue.put(entry));
  return catalogue;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const Catalogue catalogue = make_catalogue();
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const Query query = parse_query(text);
  AUDMG_ASSERT(query.clauses.size() <= kMaxClauses);
  for (const Clause& clause : query.clauses) {
    AUDMG_ASSERT(!clause.words.empty() || clause.dates);
    AUDMG_ASSERT(!clause.dates || clause.dates->from < clause.dates->to);
    for (const std::string& word : clause.words) {
      AUDMG_ASSERT(!word.empty() && word.size() <= kMaxQueryBytes);
      AUDMG_ASSERT(audmg::count_code_points(word).has_value());
    }
  }
  for (const Sort sort : {Sort::date, Sort::relevance}) {
    const auto listing = list_files(catalogue, {.query = query, .sort = sort});
    AUDMG_ASSERT(listing.has_value() && listing->files.size() <= catalogue.size());
  }
  if (const auto bounds = parse_bounds(text)) {
    AUDMG_ASSERT(bounds->south <= bounds->north);
    for (const auto& corner :
         {Coordinates{bounds->south, bounds->west}, Coordinates{bounds->north, bounds->east}}) {
      AUDMG_ASSERT(Coordinates::of_degrees(to_degrees(corner.latitude),
                                           to_degrees(corner.longitude)) == corner);
      AUDMG_ASSERT(bounds->contains(corner));
    }
  }
  // Any text may come as a position, too.
  (void)list_files(catalogue, {.sort = Sort::name, .after = std::string(text)});
  return 0;
}
