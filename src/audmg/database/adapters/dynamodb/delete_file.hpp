// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/adapters/dynamodb/outbox.hpp"
#include "audmg/database/adapters/dynamodb/table.hpp"
#include "audmg/database/file.hpp"

#include <optional>

namespace audmg::database::dynamodb {

/// Carries out FileRepository::delete_file(). A file in more collections than one transaction takes
/// leaves some of them before, without an event: that of its deletion follows.
[[nodiscard]] Result<std::optional<File>> delete_file(Table& table, OutboxRelay& relay,
                                                      const UserId& owner, const FileId& id,
                                                      const Outbox& outbox);

}  // namespace audmg::database::dynamodb
