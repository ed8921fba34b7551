// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/trash/same_bytes.hpp"

#include "audmg/database/file_repository.hpp"
#include "audmg/functions/trash/purge_trash.hpp"
#include "audmg/functions/trash/trash_changes.hpp"

#include <span>

namespace audmg::functions {

Result<std::optional<database::File>> find_same_bytes(const UserId& owner, std::string_view sha256,
                                                      const ObjectServices& services) {
  AUDMG_TRY(auto found, services.files.find_file_by_sha256(owner, sha256));
  if (!found || !found->trashed_at) return found;
  if (is_doomed(*found)) {
    AUDMG_CHECK(delete_for_good(*found, services));
    return std::nullopt;
  }
  AUDMG_CHECK(restore_from_trash(owner, std::span(&found->id, 1), services));
  return services.files.find_file_by_sha256(owner, sha256);
}

}  // namespace audmg::functions
