// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/conditional.hpp"

#include <gtest/gtest.h>

namespace audmg::http {
namespace {

using namespace std::chrono_literals;

constexpr const char* kBefore = "Sun, 06 Nov 1994 08:49:36 GMT";
constexpr const char* kExact = "Sun, 06 Nov 1994 08:49:37 GMT";
constexpr const char* kAfter = "Sun, 06 Nov 1994 08:49:38 GMT";

/// Half a second past kExact, which a date cannot tell.
const Validators kValidators{"\"xyzzy\"", *parse_http_date(kExact) + 500ms};

Headers fields(std::initializer_list<std::pair<const char*, const char*>> list) {
  Headers headers;
  for (const auto& [name, value] : list) headers.add(name, value);
  return headers;
}

Precondition evaluate(std::initializer_list<std::pair<const char*, const char*>> list,
                      Method method = Method::get) {
  return evaluate_preconditions(method, fields(list), kValidators);
}

TEST(Preconditions, WithoutFieldsProceed) { EXPECT_EQ(evaluate({}), Precondition::proceed); }

TEST(Preconditions, IfNoneMatchComparesWeaklyAndReadsLists) {
  for (const char* value : {"\"xyzzy\"", "W/\"xyzzy\"", "\"xyzzy\", \"r2d2xxxx\", \"c3piozzzz\"",
                            "W/\"a,b\" ,, W/\"xyzzy\"", "*", " * "}) {
    const bool star = std::string_view(value) == " * ";
    EXPECT_EQ(evaluate({{"if-none-match", value}}),
              star ? Precondition::proceed : Precondition::not_modified)
        << value;
  }
  for (const char* value :
       {"\"other\"", "", "xyzzy", "\"xyzzy", "w/\"xyzzy\"", "\"a\" x \"xyzzy\""}) {
    EXPECT_EQ(evaluate({{"If-None-Match", value}}), Precondition::proceed) << value;
  }
  EXPECT_EQ(evaluate({{"If-None-Match", "\"a\""}, {"If-None-Match", "\"xyzzy\""}}),
            Precondition::not_modified);
  EXPECT_EQ(evaluate({{"If-None-Match", "\"xyzzy\""}, {"If-None-Match", "\"a\""}}),
            Precondition::not_modified);
  EXPECT_EQ(evaluate({{"If-None-Match", "*"}}, Method::put), Precondition::failed);
  EXPECT_EQ(evaluate({{"If-None-Match", "*"}}, Method::head), Precondition::not_modified);
}

TEST(Preconditions, IfMatchComparesStrongly) {
  EXPECT_EQ(evaluate({{"If-Match", "\"a\", \"xyzzy\""}}), Precondition::proceed);
  EXPECT_EQ(evaluate({{"If-Match", "*"}}), Precondition::proceed);
  EXPECT_EQ(evaluate({{"If-Match", "W/\"xyzzy\""}}), Precondition::failed);
  EXPECT_EQ(evaluate({{"If-Match", "\"a\""}}), Precondition::failed);
  EXPECT_EQ(evaluate({{"If-Match", "garbage"}}), Precondition::failed);
}

TEST(Preconditions, DatesCompareInWholeSeconds) {
  EXPECT_EQ(evaluate({{"If-Modified-Since", kExact}}), Precondition::not_modified);
  EXPECT_EQ(evaluate({{"If-Modified-Since", kAfter}}), Precondition::not_modified);
  EXPECT_EQ(evaluate({{"If-Modified-Since", kBefore}}), Precondition::proceed);
  EXPECT_EQ(evaluate({{"If-Modified-Since", kAfter}}, Method::put), Precondition::proceed);
  EXPECT_EQ(evaluate({{"If-Modified-Since", "yesterday"}}), Precondition::proceed);
  EXPECT_EQ(evaluate({{"If-Unmodified-Since", kExact}}), Precondition::proceed);
  EXPECT_EQ(evaluate({{"If-Unmodified-Since", kBefore}}), Precondition::failed);
  EXPECT_EQ(evaluate({{"If-Unmodified-Since", "yesterday"}}), Precondition::proceed);
}

TEST(Preconditions, TagsWinOverDatesAndIfMatchComesFirst) {
  EXPECT_EQ(evaluate({{"If-None-Match", "\"a\""}, {"If-Modified-Since", kAfter}}),
            Precondition::proceed);
  EXPECT_EQ(evaluate({{"If-Match", "\"xyzzy\""}, {"If-Unmodified-Since", kBefore}}),
            Precondition::proceed);
  EXPECT_EQ(evaluate({{"If-None-Match", "\"xyzzy\""}, {"If-Match", "\"a\""}}),
            Precondition::failed);
}

TEST(IfRange, LetsTheRangeCountOnlyForThisRepresentation) {
  EXPECT_TRUE(range_applies(fields({}), kValidators));
  for (const char* value : {"\"xyzzy\"", kExact}) {
    EXPECT_TRUE(range_applies(fields({{"If-Range", value}}), kValidators)) << value;
  }
  for (const char* value :
       {"W/\"xyzzy\"", "\"a\"", "\"xyzzy\" ", "\"xyzzy\", \"a\"", "*", "", kBefore, kAfter}) {
    EXPECT_FALSE(range_applies(fields({{"If-Range", value}}), kValidators)) << value;
  }
}

}  // namespace
}  // namespace audmg::http
