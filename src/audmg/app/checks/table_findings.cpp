// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/aws_findings.hpp"

#include <fmt/format.h>

#include <string>

namespace audmg::app {
namespace {

constexpr std::string_view kTable = "table";

Finding describe_definition(const Result<std::vector<std::string>>& lacks) {
  const std::string subject(kTable);
  if (!lacks) {
    return {Verdict::warn, subject, lacks.error().message,
            "Let these credentials call dynamodb:DescribeTable."};
  }
  if (lacks->empty()) return {Verdict::ok, subject, "has its keys and indexes", ""};
  return {Verdict::fail, subject, fmt::format("it lacks {}", fmt::join(*lacks, ", ")),
          "Make them as docs/formats/dynamodb.md says; keys only a new table can have."};
}

Finding describe_expiry(const Result<bool>& removes_expired, const std::string& table) {
  const std::string subject = "table TTL";
  if (!removes_expired) {
    return {Verdict::warn, subject, removes_expired.error().message,
            "Let these credentials call dynamodb:DescribeTimeToLive. An engine without it keeps "
            "rows for ever that nobody needs."};
  }
  if (*removes_expired) return {Verdict::ok, subject, "rows go when their time is over", ""};
  return {Verdict::fail, subject, "rows stay for ever whose time is over",
          fmt::format("aws dynamodb update-time-to-live --table-name {} "
                      "--time-to-live-specification Enabled=true,AttributeName=ttl",
                      table)};
}

Finding describe_trial(const Result<void>& takes_items) {
  const std::string subject(kTable);
  if (takes_items) return {Verdict::ok, subject, "a row came and went", ""};
  return {
      Verdict::fail, subject, takes_items.error().message,
      "Let these credentials call dynamodb:GetItem, PutItem, UpdateItem, DeleteItem, Query, "
      "Scan, BatchGetItem, BatchWriteItem and ConditionCheckItem, on the table and its indexes."};
}

}  // namespace

std::vector<Finding> describe_table(const database::dynamodb::TableStanding& standing,
                                    const std::string& table) {
  return {describe_definition(standing.lacks), describe_expiry(standing.removes_expired, table),
          describe_trial(standing.takes_items)};
}

}  // namespace audmg::app
