// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/schema/table_standing.hpp"

#include "audmg/core/id.hpp"
#include "audmg/core/text.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/schema/table_definition.hpp"
#include "audmg/database/adapters/dynamodb/table.hpp"
#include "audmg/lib/json/writer.hpp"

#include <algorithm>
#include <chrono>
#include <string_view>

namespace audmg::database::dynamodb {
namespace {

/// An item that could not be removed is gone after that.
constexpr std::chrono::hours kProbeLifetime{1};

std::string_view word(const json::Value* holder, std::string_view name) {
  const json::Value* const value = holder == nullptr ? nullptr : holder->find(name);
  const std::string* const text = value == nullptr ? nullptr : value->as_string();
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

const json::Array& list(const json::Value& holder, std::string_view name) {
  static const json::Array kNone;
  const json::Value* const value = holder.find(name);
  const json::Array* const found = value == nullptr ? nullptr : value->as_array();
  return found == nullptr ? kNone : *found;
}

bool has_keys(const json::Value& described, const KeyNames& keys) {
  const json::Array& schema = list(described, "KeySchema");
  const auto is_key = [&](std::string_view name, std::string_view type) {
    return std::ranges::any_of(schema, [&](const json::Value& key) {
      return word(&key, "AttributeName") == name && word(&key, "KeyType") == type;
    });
  };
  return schema.size() == 2 && is_key(keys.hash, "HASH") && is_key(keys.range, "RANGE");
}

std::string in_words(std::string_view what, const KeyNames& keys, std::string_view projection) {
  std::string text(what);
  text.append(" (").append(keys.hash).append(", ").append(keys.range);
  if (!projection.empty()) text.append(", ").append(projection);
  return text.append(")");
}

bool has_index(const json::Value& table, const IndexDefinition& index) {
  return std::ranges::any_of(list(table, "GlobalSecondaryIndexes"), [&](const json::Value& each) {
    return word(&each, "IndexName") == index.name && has_keys(each, index.keys) &&
           word(each.find("Projection"), "ProjectionType") == index.projection &&
           // Some engines do not say it.
           (each.find("IndexStatus") == nullptr || word(&each, "IndexStatus") == "ACTIVE");
  });
}

std::string which_table(const Table& table) {
  json::Writer json;
  json.begin_object().field("TableName", table.name()).end_object();
  return std::move(json).take();
}

Result<std::vector<std::string>> ask_lacks(Table& table) {
  const auto answer = table.call("DescribeTable", which_table(table));
  if (!answer) return std::unexpected(answer.error().error);
  const json::Value* const described = answer->find("Table");
  if (described == nullptr) return fail(ErrorCode::corrupt, "dynamodb DescribeTable: no table");
  std::vector<std::string> lacks;
  if (!has_keys(*described, kTableKeys)) lacks.push_back(in_words("keys", kTableKeys, {}));
  for (const IndexDefinition& index : kIndexes) {
    if (has_index(*described, index)) continue;
    lacks.push_back(in_words("index " + std::string(index.name), index.keys, index.projection));
  }
  return lacks;
}

Result<bool> ask_removes_expired(Table& table) {
  const auto answer = table.call("DescribeTimeToLive", which_table(table));
  if (!answer) return std::unexpected(answer.error().error);
  const json::Value* const described = answer->find("TimeToLiveDescription");
  const std::string_view status = word(described, "TimeToLiveStatus");
  return word(described, "AttributeName") == kTtl && (status == "ENABLED" || status == "ENABLING");
}

Result<void> find_by_index(Table& table, const IndexDefinition& index, std::string_view pk) {
  const std::string condition = std::string(index.keys.hash) + " = :p";
  Query query{.index = index.name, .condition = condition, .values = {}, .limit = 1};
  query.values.set(":p", pk);
  // An index may lag: what counts is that it may be asked.
  AUDMG_TRY([[maybe_unused]] const auto found, table.query(query));
  return {};
}

Result<void> try_items(Table& table, const Clock& clock) {
  const TimePoint now = clock.now();
  Item item = lease_key("doctor-" + UserId::make(now).text());
  const Item key = item;
  set_ttl(item, now + kProbeLifetime);
  AUDMG_TRY([[maybe_unused]] const auto written,
            table.write({.item = item, .condition = "attribute_not_exists(pk)"}));
  AUDMG_TRY(const auto found, table.get(key));
  if (!found) return fail(ErrorCode::corrupt, "dynamodb GetItem: what was just written is absent");
  for (const IndexDefinition& index : kIndexes) {
    AUDMG_CHECK(find_by_index(table, index, key.text(kPk)));
  }
  AUDMG_TRY([[maybe_unused]] const bool removed, table.remove(key));
  return {};
}

}  // namespace

TableStanding ask_table_standing(const DynamoDatabaseOptions& options,
                                 aws::CredentialsProvider& credentials,
                                 aws::HttpTransport& transport, const Clock& clock) {
  aws::ServiceClient client({.endpoint = options.endpoint,
                             .scope = {options.region, "dynamodb"},
                             .protocol = aws::Protocol::json,
                             .retry = options.retry},
                            credentials, transport, clock);
  Table table(options.table, client);
  return {.lacks = ask_lacks(table),
          .removes_expired = ask_removes_expired(table),
          .takes_items = try_items(table, clock)};
}

}  // namespace audmg::database::dynamodb
