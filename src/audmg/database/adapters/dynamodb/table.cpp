// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/table.hpp"

#include "audmg/core/number.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/lib/aws/retry.hpp"
#include "audmg/lib/deflate/crc32.hpp"

#include <algorithm>
#include <random>
#include <span>
#include <thread>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

/// The limits of the API Reference, page of each action.
constexpr std::size_t kMaxBatchGet = 100;
constexpr std::size_t kMaxBatchWrite = 25;
/// One page is 1 MB of items, a batch 16 MB; JSON makes more of it.
constexpr std::size_t kMaxAnswerBytes = std::size_t{40} * 1024 * 1024;
constexpr int kMaxBatchRounds = 12;

/// Returns whether the body matches its X-Amz-Crc32; a body that changed on its way is not parsed.
bool is_whole(const aws::Reply& reply) {
  const std::string_view text = reply.field("x-amz-crc32");
  if (text.empty()) return true;
  return parse_whole<std::uint32_t>(text) == deflate::crc32(reply.body);
}

/// The call was carried out, but its result cannot be read.
std::unexpected<aws::Failure> unreadable(ErrorCode code, std::string_view action,
                                         std::string_view what) {
  aws::Failure failed;
  failed.error.code = code;
  failed.error.message.append("dynamodb ").append(action).append(": ").append(what);
  failed.error.retryable = code == ErrorCode::unavailable;
  failed.may_have_happened = true;
  return std::unexpected(std::move(failed));
}

void write_condition(json::Writer& json, std::string_view condition, const Item& values) {
  if (!condition.empty()) json.field("ConditionExpression", condition);
  if (values.empty()) return;
  json.key("ExpressionAttributeValues");
  values.write(json);
}

Result<std::vector<Item>> read_items(const json::Value* list) {
  std::vector<Item> items;
  if (list == nullptr || list->as_array() == nullptr) return items;
  for (const json::Value& value : *list->as_array()) {
    AUDMG_TRY(Item item, Item::read(value));
    items.push_back(std::move(item));
  }
  return items;
}

Error to_database_error(const aws::Failure& failed) {
  Error error = failed.error;
  // Whatever the service calls it, it is neither a missing row nor a conflict of the port.
  if (error.retryable) {
    error.code = ErrorCode::unavailable;
  } else if (error.code != ErrorCode::unavailable && error.code != ErrorCode::corrupt) {
    error.code = ErrorCode::internal;
  }
  return error;
}

}  // namespace

Error to_write_error(const aws::Failure& failed) {
  if (!failed.may_have_happened) return to_database_error(failed);
  return {ErrorCode::unknown_outcome, failed.error.message, true};
}

Result<void> after_change(Result<void> result) {
  if (result) return result;
  return fail(ErrorCode::unknown_outcome, result.error().message, true);
}

void pause_before(int number) {
  constexpr aws::RetryOptions kPauses{.base_delay = std::chrono::milliseconds(10),
                                      .max_delay = std::chrono::milliseconds(400)};
  thread_local std::minstd_rand random(std::random_device{}());
  std::uniform_real_distribution<double> fraction(0.0, 1.0);
  std::this_thread::sleep_for(aws::backoff(kPauses, number, [&] { return fraction(random); }));
}

Result<std::optional<Item>> read_item(const json::Value& holder, std::string_view name) {
  const json::Value* const value = holder.find(name);
  if (value == nullptr || value->is_null()) return std::nullopt;
  AUDMG_TRY(Item item, Item::read(*value));
  if (item.empty()) return std::nullopt;
  return item;
}

aws::Outcome<json::Value> Table::call(std::string_view action, const std::string& body) {
  const auto reply =
      client_.send({.action = action,
                    .fields = {{"Content-Type", "application/x-amz-json-1.0"},
                               {"X-Amz-Target", "DynamoDB_20120810." + std::string(action)}},
                    .body = body,
                    .max_answer_bytes = kMaxAnswerBytes});
  if (!reply) return std::unexpected(reply.error());
  if (!is_whole(*reply)) return unreadable(ErrorCode::unavailable, action, "a damaged answer");
  auto document = json::parse(reply->body, {.max_bytes = kMaxAnswerBytes, .max_depth = 16});
  if (!document) return unreadable(ErrorCode::internal, action, "no JSON");
  return *std::move(document);
}

Result<json::Value> Table::expect(std::string_view action, const std::string& body) {
  auto answer = call(action, body);
  if (!answer) return std::unexpected(to_database_error(answer.error()));
  return *std::move(answer);
}

Result<std::optional<Item>> Table::get(const Item& key) {
  json::Writer json;
  json.begin_object().field("TableName", name_).field("ConsistentRead", true).key("Key");
  key.write(json);
  AUDMG_TRY(const json::Value answer, expect("GetItem", json.end_object().text()));
  return read_item(answer, "Item");
}

Result<std::vector<std::optional<Item>>> Table::get_together(const std::vector<Item>& keys) {
  json::Writer json;
  json.begin_object().key("TransactItems").begin_array();
  for (const Item& key : keys) {
    json.begin_object().key("Get").begin_object().field("TableName", name_).key("Key");
    key.write(json);
    json.end_object().end_object();
  }
  const std::string body = std::move(json.end_array().end_object()).take();
  for (int number = 0; number < kMaxConflicts; ++number) {
    if (number > 0) pause_before(number);
    const auto answer = call("TransactGetItems", body);
    // Some item is being changed by a transaction.
    if (!answer && answer.error().is("TransactionCanceledException")) continue;
    if (!answer) return std::unexpected(to_database_error(answer.error()));
    const json::Value* const list = answer->find("Responses");
    if (list == nullptr || list->as_array() == nullptr || list->as_array()->size() != keys.size()) {
      return fail(ErrorCode::internal, "dynamodb TransactGetItems: not an answer for each key");
    }
    std::vector<std::optional<Item>> items;
    for (const json::Value& response : *list->as_array()) {
      AUDMG_TRY(auto item, read_item(response, "Item"));
      items.push_back(std::move(item));
    }
    return items;
  }
  return fail(ErrorCode::unavailable, "dynamodb: the items are changed all the time", true);
}

Result<std::vector<Item>> Table::get_many(const std::vector<Item>& keys) {
  std::vector<Item> found;
  std::vector<Item> wanted(keys.rbegin(), keys.rend());
  for (int round = 0; !wanted.empty();) {
    const std::size_t count = std::min(wanted.size(), kMaxBatchGet);
    const auto batch = std::span(wanted).last(count);
    json::Writer json;
    json.begin_object().key("RequestItems").begin_object().key(name_).begin_object();
    json.field("ConsistentRead", true).key("Keys").begin_array();
    for (const Item& key : batch) key.write(json);
    json.end_array().end_object().end_object();
    AUDMG_TRY(const json::Value answer, expect("BatchGetItem", json.end_object().text()));
    wanted.resize(wanted.size() - count);
    const json::Value* const responses = answer.find("Responses");
    AUDMG_TRY(auto items, read_items(responses == nullptr ? nullptr : responses->find(name_)));
    std::ranges::move(items, std::back_inserter(found));
    const json::Value* const left = answer.find("UnprocessedKeys");
    const json::Value* const ours = left == nullptr ? nullptr : left->find(name_);
    if (ours == nullptr) continue;
    AUDMG_TRY(auto unread, read_items(ours->find("Keys")));
    if (unread.empty()) continue;
    if (++round > kMaxBatchRounds) {
      return fail(ErrorCode::unavailable, "dynamodb BatchGetItem: too busy", true);
    }
    std::ranges::move(unread, std::back_inserter(wanted));
    pause_before(round);
  }
  return found;
}

Result<std::vector<Item>> Table::query(const Query& query) {
  std::vector<Item> found;
  Item after = query.after;
  while (found.size() < query.limit) {
    json::Writer json;
    json.begin_object().field("TableName", name_);
    if (query.index.empty()) {
      json.field("ConsistentRead", true);
    } else {
      json.field("IndexName", query.index);
    }
    json.field("KeyConditionExpression", query.condition).key("ExpressionAttributeValues");
    query.values.write(json);
    json.field("ScanIndexForward", !query.newest_first);
    json.field("Limit", query.limit - found.size());
    if (!after.empty()) {
      json.key("ExclusiveStartKey");
      after.write(json);
    }
    AUDMG_TRY(const json::Value answer, expect("Query", json.end_object().text()));
    AUDMG_TRY(auto items, read_items(answer.find("Items")));
    std::ranges::move(items, std::back_inserter(found));
    AUDMG_TRY(auto last, read_item(answer, "LastEvaluatedKey"));
    if (!last) break;
    after = *std::move(last);
  }
  return found;
}

Result<WriteOutcome> Table::write(const ConditionalWrite& write) {
  json::Writer json;
  json.begin_object().field("TableName", name_);
  const bool is_put = write.update.empty();
  json.key(is_put ? "Item" : "Key");
  write.item.write(json);
  if (!is_put) json.field("UpdateExpression", write.update);
  if (write.update.find("#ttl") != std::string_view::npos) {
    json.key("ExpressionAttributeNames").begin_object().field("#ttl", kTtl).end_object();
  }
  write_condition(json, write.condition, write.values);
  json.field("ReturnValuesOnConditionCheckFailure", "ALL_OLD");
  const auto answer = call(is_put ? "PutItem" : "UpdateItem", json.end_object().text());
  if (answer) return WriteOutcome{.done = true};
  if (!answer.error().is("ConditionalCheckFailedException")) {
    return std::unexpected(to_write_error(answer.error()));
  }
  WriteOutcome outcome;
  const auto said = json::parse(answer.error().body, {.max_bytes = kMaxAnswerBytes});
  if (said) {
    AUDMG_TRY(auto item, read_item(*said, "Item"));
    if (item) outcome.found = *std::move(item);
  }
  return outcome;
}

Result<bool> Table::remove(const Item& key, std::string_view condition, const Item& values) {
  json::Writer json;
  json.begin_object().field("TableName", name_).key("Key");
  key.write(json);
  write_condition(json, condition, values);
  const auto answer = call("DeleteItem", json.end_object().text());
  if (answer) return true;
  if (answer.error().is("ConditionalCheckFailedException")) return false;
  return std::unexpected(to_write_error(answer.error()));
}

Result<void> Table::remove_many(const std::vector<Item>& keys) {
  return write_many(keys, {.name = "DeleteRequest", .member = "Key"});
}

Result<void> Table::put_many(const std::vector<Item>& items) {
  return write_many(items, {.name = "PutRequest", .member = "Item"});
}

Result<Page> Table::scan(const Item& after) {
  json::Writer json;
  json.begin_object().field("TableName", name_).field("ConsistentRead", true);
  if (!after.empty()) {
    json.key("ExclusiveStartKey");
    after.write(json);
  }
  AUDMG_TRY(const json::Value answer, expect("Scan", json.end_object().text()));
  Page page;
  AUDMG_TRY(page.items, read_items(answer.find("Items")));
  AUDMG_TRY(auto last, read_item(answer, "LastEvaluatedKey"));
  if (last) page.last = *std::move(last);
  return page;
}

Result<void> Table::write_many(const std::vector<Item>& items, BatchRequest request) {
  std::vector<Item> left = items;
  for (int round = 0; !left.empty();) {
    const std::size_t count = std::min(left.size(), kMaxBatchWrite);
    json::Writer json;
    json.begin_object().key("RequestItems").begin_object().key(name_).begin_array();
    for (const Item& item : std::span(left).last(count)) {
      json.begin_object().key(request.name).begin_object().key(request.member);
      item.write(json);
      json.end_object().end_object();
    }
    json.end_array().end_object();
    const auto answer = call("BatchWriteItem", json.end_object().text());
    if (!answer) return std::unexpected(to_write_error(answer.error()));
    left.resize(left.size() - count);
    const json::Value* const unprocessed = answer->find("UnprocessedItems");
    const json::Value* const ours = unprocessed == nullptr ? nullptr : unprocessed->find(name_);
    if (ours == nullptr || ours->as_array() == nullptr || ours->as_array()->empty()) continue;
    if (++round > kMaxBatchRounds) {
      return fail(ErrorCode::unavailable, "dynamodb BatchWriteItem: too busy", true);
    }
    for (const json::Value& undone : *ours->as_array()) {
      const json::Value* const inner = undone.find(request.name);
      if (inner == nullptr) continue;
      AUDMG_TRY(auto item, read_item(*inner, request.member));
      if (item) left.push_back(*std::move(item));
    }
    pause_before(round);
  }
  return {};
}

}  // namespace audmg::database::dynamodb
