// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/dynamo_database.hpp"
#include "audmg/database/adapters/dynamodb/table.hpp"

#include <initializer_list>
#include <string_view>
#include <thread>

namespace audmg::database::dynamodb {
namespace {

constexpr int kMaxLooks = 60;
constexpr std::chrono::milliseconds kBetweenLooks{1'000};

void write_key_schema(json::Writer& json, std::string_view hash, std::string_view range) {
  json.key("KeySchema").begin_array();
  json.begin_object().field("AttributeName", hash).field("KeyType", "HASH").end_object();
  json.begin_object().field("AttributeName", range).field("KeyType", "RANGE").end_object();
  json.end_array();
}

void write_index(json::Writer& json, std::string_view name, std::string_view hash,
                 std::string_view range, std::string_view projection) {
  json.begin_object().field("IndexName", name);
  write_key_schema(json, hash, range);
  json.key("Projection").begin_object().field("ProjectionType", projection).end_object();
  json.end_object();
}

std::string table_definition(const std::string& name) {
  json::Writer json;
  json.begin_object().field("TableName", name).field("BillingMode", "PAY_PER_REQUEST");
  json.key("AttributeDefinitions").begin_array();
  for (const std::string_view attribute : {"pk", "sk", "g1pk", "g1sk", "g2pk", "g2sk"}) {
    json.begin_object().field("AttributeName", attribute).field("AttributeType", "S").end_object();
  }
  json.end_array();
  write_key_schema(json, "pk", "sk");
  json.key("GlobalSecondaryIndexes").begin_array();
  write_index(json, "gsi1", "g1pk", "g1sk", "ALL");
  write_index(json, "gsi2", "g2pk", "g2sk", "KEYS_ONLY");
  return std::move(json.end_array().end_object()).take();
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
    if (is_active(*answer)) return {};
    std::this_thread::sleep_for(kBetweenLooks);
  }
  return fail(ErrorCode::unavailable, "dynamodb: the table is not ready yet", true);
}

}  // namespace audmg::database::dynamodb
