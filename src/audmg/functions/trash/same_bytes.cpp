// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/trash/same_bytes.hpp"

#include "audmg/database/file_repository.hpp"
#include "audmg/functions/trash/purge_trash.hpp"
#include "audmg/functions/trash/trash_changes.hpp"

#include <span>

namespace audmg::functions {
namespace {

/// Enough for a file that goes into the trash and out of it while this looks.
constexpr int kMaxRounds = 5;

}  // namespace

Result<std::optional<database::File>> find_same_bytes(const UserId& owner, std::string_view sha256,
                                                      const ObjectServices& services) {
  for (int round = 0; round < kMaxRounds; ++round) {
    AUDMG_TRY(auto found, services.files.find_file_by_sha256(owner, sha256));
    if (!found || !found->trashed_at) return found;
    if (is_doomed(*found)) {
      AUDMG_CHECK(delete_for_good(*found, services));
      return std::nullopt;
    }
    // It may be doomed at this moment, and is not restored then.
    AUDMG_CHECK(restore_from_trash(owner, std::span(&found->id, 1), services));
  }
  return fail(ErrorCode::unavailable, "the file does not stay outside of the trash", true);
}

}  // namespace audmg::functions
