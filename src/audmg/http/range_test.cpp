// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/range.hpp"

#include <gtest/gtest.h>

namespace audmg {

void PrintTo(const ByteRange& range, std::ostream* out) {
  *out << range.offset << '+' << range.length;
}

namespace http {
namespace {

using Ranges = std::vector<ByteRange>;

TEST(Range, SelectsTheRangesOfRfc9110) {
  struct Case {
    const char* field;
    Ranges expected;
  };
  // Section 14.1.2, for 10000 bytes; then list, white space and overflow forms.
  for (const Case& c :
       std::initializer_list<Case>{{"bytes=0-499", {{0, 500}}},
                                   {"bytes=500-999", {{500, 500}}},
                                   {"bytes=-500", {{9500, 500}}},
                                   {"bytes=9500-", {{9500, 500}}},
                                   {"bytes=0-0,-1", {{0, 1}, {9999, 1}}},
                                   {"bytes= 0-0 ,\t-1", {{0, 1}, {9999, 1}}},
                                   {"BYTES=,,5-6,,", {{5, 2}}},
                                   {"bytes=9999-20000", {{9999, 1}}},
                                   {"bytes=-20000", {{0, 10000}}},
                                   {"bytes=0-99999999999999999999999", {{0, 10000}}},
                                   {"bytes=-99999999999999999999999", {{0, 10000}}},
                                   {"bytes=0-18446744073709551615", {{0, 10000}}},
                                   {"bytes=10000-,0-1", {{0, 2}}},
                                   {"bytes=-0,3-3", {{3, 1}}}}) {
    const RangeSelection selection = select_ranges(c.field, 10000);
    EXPECT_EQ(selection.answer, RangeAnswer::partial) << c.field;
    EXPECT_EQ(selection.ranges, c.expected) << c.field;
  }
}

TEST(Range, MergesOverlappingAndTouchingRangesWhereTheFirstStood) {
  EXPECT_EQ(select_ranges("bytes=500-600,601-999", 10000).ranges, (Ranges{{500, 500}}));
  EXPECT_EQ(select_ranges("bytes=500-700,601-999", 10000).ranges, (Ranges{{500, 500}}));
  EXPECT_EQ(select_ranges("bytes=50-60,0-1,10-20", 100).ranges,
            (Ranges{{50, 11}, {0, 2}, {10, 11}}));
  // The last one joins the two that stood apart.
  EXPECT_EQ(select_ranges("bytes=20-29,0-9,10-19", 100).ranges, (Ranges{{0, 30}}));
  EXPECT_EQ(select_ranges("bytes=0-,0-,0-,0-,0-", 100).ranges, (Ranges{{0, 100}}));
}

TEST(Range, IsUnsatisfiableOnlyWhenNoRangeIsInside) {
  for (const char* field : {"bytes=100-", "bytes=100-200,-0", "bytes=99999999999999999999-",
                            "bytes=18446744073709551616-", "bytes=18446744073709551619-"}) {
    EXPECT_EQ(select_ranges(field, 100).answer, RangeAnswer::unsatisfiable) << field;
  }
}

TEST(Range, IgnoresWhatItDoesNotUnderstand) {
  for (const char* field :
       {"", "bytes", "bytes=", "bytes=,", "bytes=-", "bytes=1", "bytes=a-b", "bytes=5-4",
        "bytes=1-2-3", "bytes=0-1;2-3", "bytes=+1-2", "bytes=0x1-2", "bytes=1 -2", "items=0-1",
        "bytes=0-1,x", "bytes:0-1", "bytes=--1", "bytes=0-0,1-1,2-2,3-3,4-4,5-5"}) {
    EXPECT_EQ(select_ranges(field, 100).answer, RangeAnswer::whole) << field;
    EXPECT_TRUE(select_ranges(field, 100).ranges.empty()) << field;
  }
  EXPECT_EQ(select_ranges("bytes=0-", 0).answer, RangeAnswer::whole);
}

TEST(Range, IgnoresAThousandRanges) {
  std::string field = "bytes=0-";
  for (int i = 0; i < 1000; ++i) field += ",0-";
  EXPECT_EQ(select_ranges(field, 100).answer, RangeAnswer::whole);
}

TEST(Range, HoldsForEveryPairOfPositions) {
  constexpr std::uint64_t kSize = 7;
  for (std::uint64_t first = 0; first < 10; ++first) {
    for (std::uint64_t last = first; last < 10; ++last) {
      const std::string field = "bytes=" + std::to_string(first) + "-" + std::to_string(last);
      const RangeSelection selection = select_ranges(field, kSize);
      if (first >= kSize) {
        EXPECT_EQ(selection.answer, RangeAnswer::unsatisfiable) << field;
      } else {
        EXPECT_EQ(selection.ranges, (Ranges{{first, std::min(last, kSize - 1) - first + 1}}))
            << field;
      }
    }
  }
}

TEST(Range, WorksAtTheLargestSize) {
  constexpr std::uint64_t kLargest = 18446744073709551615U;
  EXPECT_EQ(select_ranges("bytes=0-", kLargest).ranges, (Ranges{{0, kLargest}}));
  EXPECT_EQ(select_ranges("bytes=-1,0-0", kLargest).ranges, (Ranges{{kLargest - 1, 1}, {0, 1}}));
}

TEST(ContentRange, IsWrittenAsInTheRfc) {
  EXPECT_EQ(content_range({42, 1}, 1234), "bytes 42-42/1234");
  EXPECT_EQ(unsatisfied_content_range(1234), "bytes */1234");
}

}  // namespace
}  // namespace http
}  // namespace audmg
