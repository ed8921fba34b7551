// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/adapters/dynamodb/outbox.hpp"
#include "audmg/database/adapters/dynamodb/table.hpp"
#include "audmg/database/file_repository.hpp"

#include <optional>

namespace audmg::database::dynamodb {

/// Makes one attempt at FileRepository::add_file(). Returns nothing when others changed the items
/// that it had read, so that it must be tried again. Errors: those of the port.
[[nodiscard]] Result<std::optional<AddFileResult>> try_add_file(Table& table, OutboxRelay& relay,
                                                                const AddFileRequest& request);

}  // namespace audmg::database::dynamodb
