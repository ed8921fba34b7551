// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/transaction.hpp"

#include "audmg/lib/openssl/random.hpp"

#include <utility>

namespace audmg::database::dynamodb {
namespace {

/// 100 reasons with an item of up to 400 KB each.
constexpr json::Limits kReasonLimits{.max_bytes = std::size_t{8} * 1024 * 1024, .max_depth = 16};

/// Returns whether the step failed only because others were changing the same items, or because
/// there were too many calls.
bool may_succeed_later(std::string_view code) {
  return code == "TransactionConflict" || code == "ThrottlingError" ||
         code == "ProvisionedThroughputExceeded";
}

/// Returns whether the token of the request belongs to one that arrived before.
bool tells_of_an_earlier_attempt(const aws::Failure& failure) {
  return failure.is("TransactionInProgressException") ||
         failure.is("IdempotentParameterMismatchException");
}

/// One reason for each step, and whether only may_succeed_later() ones are among them.
struct Reasons {
  std::vector<std::optional<Item>> failed;
  bool any_condition = false;
  bool only_later = true;
};

Result<Reasons> read_reasons(std::string_view body, std::size_t steps) {
  const auto document = json::parse(body, kReasonLimits);
  const json::Value* const list = document ? document->find("CancellationReasons") : nullptr;
  if (list == nullptr || list->as_array() == nullptr || list->as_array()->size() != steps) {
    return fail(ErrorCode::internal, "dynamodb TransactWriteItems: cancelled without a reason");
  }
  Reasons reasons;
  for (const json::Value& reason : *list->as_array()) {
    const json::Value* const code = reason.find("Code");
    const std::string* const word = code == nullptr ? nullptr : code->as_string();
    reasons.failed.emplace_back();
    if (word == nullptr || *word == "None") continue;
    if (*word == "ConditionalCheckFailed") {
      AUDMG_TRY(auto item, read_item(reason, "Item"));
      reasons.failed.back() = item ? *std::move(item) : Item();
      reasons.any_condition = true;
    } else if (!may_succeed_later(*word)) {
      return fail(ErrorCode::internal, "dynamodb TransactWriteItems: " + word->substr(0, 64));
    }
  }
  reasons.only_later = !reasons.any_condition;
  return reasons;
}

}  // namespace

std::size_t Transaction::add(Step step) {
  steps_.push_back(std::move(step));
  return steps_.size() - 1;
}

std::size_t Transaction::check(const Item& key, std::string_view condition, Item values) {
  return add({"ConditionCheck", key, {}, std::string(condition), std::move(values)});
}

std::size_t Transaction::put(Item item, std::string_view condition, Item values) {
  return add({"Put", std::move(item), {}, std::string(condition), std::move(values)});
}

std::size_t Transaction::update(const Item& key, std::string_view update,
                                std::string_view condition, Item values) {
  return add({"Update", key, std::string(update), std::string(condition), std::move(values)});
}

std::size_t Transaction::remove(const Item& key, std::string_view condition, Item values) {
  return add({"Delete", key, {}, std::string(condition), std::move(values)});
}

void Transaction::append(const Transaction& other) {
  steps_.insert(steps_.end(), other.steps_.begin(), other.steps_.end());
}

std::string Transaction::body(const std::string& table) const {
  json::Writer json;
  // Length of the token that makes repeating a request harmless when its reply was lost.
  constexpr std::size_t kTokenBytes = 24;
  json.begin_object().field("ClientRequestToken", openssl::random_text(kTokenBytes));
  json.key("TransactItems").begin_array();
  for (const Step& step : steps_) {
    json.begin_object().key(step.kind).begin_object().field("TableName", table);
    json.key(step.kind == "Put" ? "Item" : "Key");
    step.item.write(json);
    if (!step.update.empty()) json.field("UpdateExpression", step.update);
    if (!step.condition.empty()) {
      json.field("ConditionExpression", step.condition);
      json.field("ReturnValuesOnConditionCheckFailure", "ALL_OLD");
    }
    if (!step.values.empty()) {
      json.key("ExpressionAttributeValues");
      step.values.write(json);
    }
    json.end_object().end_object();
  }
  return std::move(json.end_array().end_object()).take();
}

Result<Commit> Transaction::commit(Table& table) const {
  if (steps_.size() > kMaxSteps) {
    return fail(ErrorCode::too_large, "dynamodb: more changes than one transaction takes");
  }
  std::string request = body(table.name());
  bool may_have_happened = false;
  for (int number = 0; number < kMaxConflicts; ++number) {
    if (number > 0) pause_before(number);
    auto answer = table.call("TransactWriteItems", request);
    if (answer) return Commit();
    aws::Failure& failure = answer.error();
    may_have_happened =
        may_have_happened || failure.may_have_happened || tells_of_an_earlier_attempt(failure);
    failure.may_have_happened = may_have_happened;
    if (!failure.is("TransactionCanceledException")) {
      return std::unexpected(to_write_error(failure));
    }
    AUDMG_TRY(Reasons reasons, read_reasons(failure.body, steps_.size()));
    if (!reasons.only_later) {
      // DynamoDB recognises its earlier attempt by the token; an engine that does not may be
      // looking at the writes of that attempt.
      if (may_have_happened) return std::unexpected(to_write_error(failure));
      Commit commit;
      commit.failed_ = std::move(reasons.failed);
      return commit;
    }
    // Under another token, a lost request could take effect a second time.
    if (!may_have_happened) request = body(table.name());
  }
  return fail(may_have_happened ? ErrorCode::unknown_outcome : ErrorCode::unavailable,
              "dynamodb: others changed the same items all the time", true);
}

}  // namespace audmg::database::dynamodb
