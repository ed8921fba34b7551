// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/upload_steps.hpp"

#include "audmg/database/adapters/dynamodb/keys.hpp"

#include <utility>

namespace audmg::database::dynamodb {

std::size_t end_upload(Transaction& steps, const UserId& owner, const UploadId& upload) {
  const std::size_t step = steps.remove(upload_key(owner, upload), "attribute_exists(pk)");
  Item values;
  values.set(":less", -1);
  steps.update(upload_count_key(owner), "ADD n :less", "", std::move(values));
  return step;
}

std::unexpected<Error> no_such_upload() {
  return fail(ErrorCode::not_found, "no such upload session");
}

}  // namespace audmg::database::dynamodb
