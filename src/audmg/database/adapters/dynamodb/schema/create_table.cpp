// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/dynamo_database.hpp"
#include "audmg/database/adapters/dynamodb/schema/table_definition.hpp"
#include "audmg/database/adapters/dynamodb/table.hpp"

#include <initializer_list>
#include <string_view>
#include <thread>
#include <tuple>

namespace audmg::database::dynamodb {
namespace {

constexpr int kMaxLooks = 60;
constexpr std::chrono::milliseconds kBetweenLooks{1'000};

void write_key_schema(json::Writer& json, const KeyNames& keys) {
  json.key("KeySchema").begin_array();
  json.begin_object().field("AttributeName", keys.hash).field("KeyType", "HASH").end_object();
  json.begin_object().field("AttributeName", keys.range).field("KeyType", "RANGE").end_object();
  json.end_array();
}

void write_index(json::Writer& json, const IndexDefinition& index) {
  json.begin_object().field("IndexName", index.name);
  write_key_schema(json, index.keys);
  json.key("Projection").begin_object().field("ProjectionType", index.projection).end_object();
  json.end_object();
}

void write_attributes(json::Writer& json, const KeyNames& keys) {
  for (const std::string_view attribute : {keys.hash, keys.range}) {
    json.begin_object().field("AttributeName", attribute).field("AttributeType", "S").end_object();
  }
}

std::string table_definition(const std::string& name) {
  json::Writer json;
  json.begin_object().field("TableName", name).field("BillingMode", "PAY_PER_REQUEST");
  json.key("AttributeDefinitions").begin_array();
  write_attributes(json, kTableKeys);
  for (const IndexDefinition& index : kIndexes) write_attributes(json, index.keys);
  json.end_array();
  write_key_schema(json, kTableKeys);
  json.key("GlobalSecondaryIndexes").begin_array();
  for (const IndexDefinition& index : kIndexes) write_index(json, index);
  return std::move(json.end_array().end_object()).take();
}

std::string expiry_definition(const std::string& name) {
  json::Writer json;
  json.begin_object().field("TableName", name);
  json.key("TimeToLiveSpecification").begin_object();
  json.field("AttributeName", kTtl).field("Enabled", true).end_object();
  return std::move(json.end_object()).take();
}

bool is_active(const json::Value& answer) {
  const json::Value* const table = answer.find("Table");
  const json::Value* const status = table == nullptr ? nullptr : table->find("TableStatus");
  const std::string* const word = status == nullptr ? nullptr : status->as_string();
  return word != nullptr && *word == "ACTIVE";
}

}  // namespace

Result<void> create_table(const DynamoDatabaseOptions& options,
                          aws::CredentialsProvider& credentials, aws::HttpTransport& transport,
                          const Clock& clock) {
  aws::ServiceClient client({.endpoint = options.endpoint,
                             .scope = {options.region, "dynamodb"},
                             .protocol = aws::Protocol::json,
                             .retry = options.retry},
                            credentials, transport, clock);
  Table table(options.table, client);
  const auto created = table.call("CreateTable", table_definition(options.table));
  if (!created && !created.error().is("ResourceInUseException")) {
    return std::unexpected(created.error().error);
  }
  json::Writer which;
  which.begin_object().field("TableName", options.table).end_object();
  for (int look = 0; look < kMaxLooks; ++look) {
    const auto answer = table.call("DescribeTable", which.text());
    if (!answer) return std::unexpected(answer.error().error);
    if (is_active(*answer)) {
      // Fails where it is so already, and at engines that do not know it: there expired items stay,
      // and nobody sees them. `audmg doctor` says so.
      std::ignore = table.call("UpdateTimeToLive", expiry_definition(options.table));
      return {};
    }
    std::this_thread::sleep_for(kBetweenLooks);
  }
  return fail(ErrorCode::unavailable, "dynamodb: the table is not ready yet", true);
}

}  // namespace audmg::database::dynamodb
