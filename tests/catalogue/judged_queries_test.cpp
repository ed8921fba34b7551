// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// How much of what people want they find: 300 queries over a generated library.
#include "audmg/catalogue/catalogue.hpp"
#include "audmg/catalogue/listing.hpp"
#include "catalogue/generated_library.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace audmg::testing {
namespace {

constexpr std::size_t kPage = 50;
constexpr double kLeastRecall = 0.98;
/// For `make test`; `make soak WHAT=search` takes 100,000.
constexpr std::size_t kFewFiles = 10'000;

std::size_t file_count() {
  const char* const asked = std::getenv("AUDMG_SEARCH_FILES");
  return asked == nullptr ? kFewFiles : static_cast<std::size_t>(std::atoll(asked));
}

class Judge {
 public:
  Judge() {
    for (std::size_t i = 0; i < file_count(); ++i) {
      files_.push_back(generated_file(i));
      EXPECT_TRUE(catalogue_.put(files_.back().entry));
    }
  }

  /// Returns the share of the wanted files among the first page, of as many as fit there; nothing
  /// if there are none.
  [[nodiscard]] std::optional<double> recall(const JudgedQuery& query, catalogue::Sort sort) const {
    std::set<std::string> wanted;
    for (const GeneratedFile& file : files_) {
      if (query.is_wanted(file)) wanted.insert(file.entry.id.text());
    }
    if (wanted.empty()) return std::nullopt;
    const auto page = catalogue::list_files(
        catalogue_, {.query = catalogue::parse_query(query.text), .sort = sort, .limit = kPage});
    EXPECT_TRUE(page);
    const auto found = std::ranges::count_if(page->files, [&](const catalogue::Listed& file) {
      return wanted.contains(file.id.text());
    });
    return static_cast<double>(found) / static_cast<double>(std::min(wanted.size(), kPage));
  }

 private:
  std::vector<GeneratedFile> files_;
  catalogue::Catalogue catalogue_;
};

TEST(JudgedQueries, FindWhatIsWanted) {
  const Judge judge;
  const std::vector<JudgedQuery> queries = judged_queries();
  EXPECT_GE(queries.size(), 300);
  std::map<std::string, std::pair<double, std::size_t>> by_kind;
  double total = 0;
  std::size_t judged = 0;
  for (const JudgedQuery& query : queries) {
    const auto recall = judge.recall(query, catalogue::Sort::relevance);
    if (!recall) continue;
    if (*recall < 1) fmt::print("{}: {}: {:.2f}\n", query.kind, query.text, *recall);
    total += *recall;
    ++judged;
    by_kind[query.kind].first += *recall;
    ++by_kind[query.kind].second;
  }
  for (const auto& [kind, sum] : by_kind) {
    fmt::print("{:20} {:3} queries, recall@50 {:.3f}\n", kind, sum.second,
               sum.first / static_cast<double>(sum.second));
  }
  fmt::print("{} of {} queries judged, recall@50 {:.4f}\n", judged, queries.size(),
             total / static_cast<double>(judged));
  // Few files lack some of what is asked for.
  EXPECT_GE(judged, queries.size() * 9 / 10);
  EXPECT_GE(total / static_cast<double>(judged), kLeastRecall);
}

}  // namespace
}  // namespace audmg::testing
