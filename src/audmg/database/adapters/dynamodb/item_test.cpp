// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/item.hpp"

#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "contract/error_code.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace audmg::database::dynamodb {
namespace {

std::string text_of(const Item& item) {
  json::Writer json;
  item.write(json);
  return std::move(json).take();
}

Result<Item> item_of(std::string_view text) {
  return Item::read(json::parse(text, json::Limits{}).value());
}

TEST(DynamoItem, ReadsBackWhatItWrote) {
  Item item;
  item.set("s", "a\"b").set("n", -5).set("u", std::numeric_limits<std::uint64_t>::max());
  item.set("t", true).set("at", TimePoint(std::chrono::milliseconds(1'700'000'000'123)));
  EXPECT_EQ(text_of(item),
            R"({"at":{"N":"1700000000123"},"n":{"N":"-5"},"s":{"S":"a\"b"},"t":{"BOOL":true},)"
            R"("u":{"N":"18446744073709551615"}})");
  const auto read = item_of(text_of(item));
  ASSERT_TRUE(read);
  EXPECT_EQ(text_of(*read), text_of(item));
  EXPECT_EQ(read->text("s"), "a\"b");
  EXPECT_EQ(read->number("n"), -5);
  EXPECT_EQ(read->size("u"), std::numeric_limits<std::uint64_t>::max());
  EXPECT_TRUE(read->truth("t"));
  EXPECT_EQ(read->time("at").time_since_epoch().count(), 1'700'000'000'123);
}

TEST(DynamoItem, WhatIsNotThereIsNothing) {
  const auto item = item_of(R"({"a":{"N":"1.5"},"b":{"S":"x"}})");
  ASSERT_TRUE(item);
  EXPECT_EQ(item->number("a"), 0);
  EXPECT_EQ(item->number("b"), 0);
  EXPECT_EQ(item->text("a"), "");
  EXPECT_EQ(item->text("missing"), "");
  EXPECT_FALSE(item->truth("b"));
  EXPECT_TRUE(item->has("a"));
}

TEST(DynamoItem, RefusesTypesThatWeNeverWrite) {
  for (const std::string text : {R"([])", R"("x")", R"({"a":"b"})", R"({"a":{"B":"eA=="}})",
                                 R"({"a":{"S":1}})", R"({"a":{}})", R"({"a":{"BOOL":"true"}})"}) {
    EXPECT_EQ(error_code(item_of(text)), ErrorCode::corrupt) << text;
  }
}

TEST(DynamoKeys, SortAsTheirMeaningDoes) {
  EXPECT_LT(due_sk(TimePoint(std::chrono::milliseconds(999))),
            due_sk(TimePoint(std::chrono::milliseconds(1000))));
  EXPECT_EQ(due_sk(TimePoint(std::chrono::milliseconds(-1))), "0000000000000");
}

// A client's text must not get out of its place in a key.
TEST(DynamoKeys, ScopesNeverMeet) {
  const std::string user = "01947e5c-0000-7000-8000-000000000001";
  EXPECT_EQ(idempotency_key({user, "A"}).text("pk"), "U#" + user);
  EXPECT_EQ(idempotency_key({user, "A"}).text("sk"), "I#A");
  EXPECT_EQ(idempotency_key({"anonymous", "x#A"}).text("pk"), "I#anonymous#x#A");
  EXPECT_EQ(username_key("ADA#Z").text("pk"), "N#ada#z");
}

}  // namespace
}  // namespace audmg::database::dynamodb
