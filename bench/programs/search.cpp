// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Searches and lists a generated library with the catalogue alone, on one core.
// usage: bench_search FILES
// prints: {"files":N,"searchP50Ms":M,"searchP95Ms":M,...}
#include "audmg/catalogue/facets.hpp"
#include "audmg/catalogue/listing.hpp"
#include "audmg/catalogue/months.hpp"
#include "audmg/catalogue/similar.hpp"
#include "audmg/catalogue/snapshot.hpp"
#include "catalogue/generated_library.hpp"

#include <fmt/format.h>

#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace audmg::catalogue;

constexpr std::size_t kPage = 50;
constexpr std::size_t kFacets = 100;
constexpr int kRounds = 3;
constexpr std::size_t kPages = 2000;
constexpr std::size_t kChanges = 200;

template <class T>
T value_or_exit(audmg::Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "bench_search: %s\n", result.error().message.c_str());
    std::exit(1);
  }
  return std::move(result).value();
}

/// Time on a core, so that what else the machine does is left out. Everything is done by one
/// thread.
template <class Work>
double milliseconds(Work work) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
  };
  const double begin = now();
  work();
  return now() - begin;
}

double quantile(std::vector<double> values, double share) {
  std::ranges::sort(values);
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

void list(const Catalogue& catalogue, const ListRequest& request) {
  (void)value_or_exit(list_files(catalogue, request));
}

/// The time of each judged query, from its text to a page.
std::vector<double> search_times(const Catalogue& catalogue, Sort sort) {
  std::vector<double> times;
  const auto queries = audmg::testing::judged_queries();
  list(catalogue, {.query = parse_query("beahc"), .sort = sort});  // counts the words once
  for (int round = 0; round < kRounds; ++round) {
    for (const auto& query : queries) {
      times.push_back(milliseconds([&] {
        list(catalogue, {.query = parse_query(query.text), .sort = sort, .limit = kPage});
      }));
    }
  }
  return times;
}

/// Microseconds for each of the pages one after the other, by date.
double page_time(const Catalogue& catalogue) {
  ListRequest request{.sort = Sort::date, .limit = kPage};
  list(catalogue, request);  // sorts once
  std::size_t pages = 0;
  const double all = milliseconds([&] {
    while (pages < kPages) {
      const Listing listing = value_or_exit(list_files(catalogue, request));
      request.after = listing.more ? listing.files.back().position : "";
      ++pages;
    }
  });
  return all * 1000 / static_cast<double>(pages);
}

/// Milliseconds from a change of one file until a page by date has it.
double change_time(Catalogue& catalogue, std::size_t files) {
  return milliseconds([&] {
           for (std::size_t i = 0; i < kChanges; ++i) {
             catalogue.put(audmg::testing::generated_file(i * (files / kChanges)).entry);
             list(catalogue, {.sort = Sort::date});
           }
         }) /
         kChanges;
}

}  // namespace

int main(int argc, char** argv) {
  const auto files = argc == 2 ? static_cast<std::size_t>(std::atoll(argv[1])) : 0;
  if (files < kChanges) {
    std::fprintf(stderr, "usage: bench_search FILES (%zu at least)\n", kChanges);
    return 2;
  }
  Catalogue catalogue;
  const double fill = milliseconds([&] {
    for (std::size_t i = 0; i < files; ++i) catalogue.put(audmg::testing::generated_file(i).entry);
  });
  std::string snapshot;
  const double write = milliseconds([&] { snapshot = value_or_exit(write_snapshot(catalogue)); });
  const double read = milliseconds([&] { catalogue = value_or_exit(read_snapshot(snapshot)); });
  const auto bytes = catalogue.bytes();
  const auto by_date = search_times(catalogue, Sort::date);
  const auto by_relevance = search_times(catalogue, Sort::relevance);
  const double page = page_time(catalogue);
  const double months =
      milliseconds([&] { (void)list_months(catalogue, {}, {}, Direction::descending); });
  const double facets = milliseconds([&] { (void)count_facets(catalogue, {}, {}, kFacets); });
  const double similar = milliseconds([&] {
    SimilarSearch search(catalogue);
    (void)search.advance();
    (void)std::move(search).take_groups();
  });
  const double change = change_time(catalogue, files);
  fmt::print(
      R"({{"files":{},"fillSeconds":{:.2f},"bytesPerFile":{},"snapshotBytesPerFile":{},)"
      R"("writeSeconds":{:.2f},"readSeconds":{:.2f},"searchP50Ms":{:.2f},"searchP95Ms":{:.2f},)"
      R"("searchMaxMs":{:.2f},"relevanceP95Ms":{:.2f},"pageMicroseconds":{:.1f},"monthsMs":{:.1f},)"
      R"("facetsMs":{:.1f},"similarMs":{:.0f},"changeMs":{:.2f}}})"
      "\n",
      files, fill / 1000, bytes / files, snapshot.size() / files, write / 1000, read / 1000,
      quantile(by_date, 0.5), quantile(by_date, 0.95), quantile(by_date, 1),
      quantile(by_relevance, 0.95), page, months, facets, similar, change);
}
