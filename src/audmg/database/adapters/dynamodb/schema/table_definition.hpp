// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/adapters/dynamodb/keys.hpp"

#include <array>
#include <string_view>

namespace audmg::database::dynamodb {

/// Names of the attributes by which items are found. Both are texts.
struct KeyNames {
  std::string_view hash;
  std::string_view range;
};

struct IndexDefinition {
  std::string_view name;
  KeyNames keys;
  std::string_view projection;
};

// The table of docs/formats/dynamodb.md; deploy/resources/table.yml says it for AWS.
inline constexpr KeyNames kTableKeys{kPk, kSk};
inline constexpr std::array kIndexes{
    IndexDefinition{.name = "gsi1", .keys = {kG1Pk, kG1Sk}, .projection = "ALL"},
    IndexDefinition{.name = "gsi2", .keys = {kG2Pk, kG2Sk}, .projection = "KEYS_ONLY"},
};

}  // namespace audmg::database::dynamodb
