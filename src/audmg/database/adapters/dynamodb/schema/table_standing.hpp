// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/adapters/dynamodb/dynamo_database.hpp"
#include "audmg/lib/aws/service_client.hpp"

#include <string>
#include <vector>

namespace audmg::database::dynamodb {

/// The set-up of a table, and the use that these credentials may make of it. Each part may be
/// refused by itself.
struct TableStanding {
  /// Parts that are missing from the drive's table, in words: "index gsi2 (g2pk, g2sk, KEYS_ONLY)".
  Result<std::vector<std::string>> lacks;
  /// True if DynamoDB removes items whose time is over.
  Result<bool> removes_expired;
  /// Succeeds if an item could be written, read, searched for by each index and removed. The error
  /// names the call.
  Result<void> takes_items;
};

/// Asks DynamoDB (DescribeTable, DescribeTimeToLive), then writes an item of its own and removes
/// it. References are used during this call only. Errors of the parts: unavailable, internal.
[[nodiscard]] TableStanding ask_table_standing(const DynamoDatabaseOptions& options,
                                               aws::CredentialsProvider& credentials,
                                               aws::HttpTransport& transport, const Clock& clock);

}  // namespace audmg::database::dynamodb
