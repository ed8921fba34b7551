// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/adapters/dynamodb/transaction.hpp"

#include <cstddef>

namespace audmg::database::dynamodb {

/// Adds the steps that end an upload session; returns the number of the one that fails when there
/// is no such session.
std::size_t end_upload(Transaction& steps, const UserId& owner, const UploadId& upload);

[[nodiscard]] std::unexpected<Error> no_such_upload();

}  // namespace audmg::database::dynamodb
