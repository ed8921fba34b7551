// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/trash/restoring.hpp"

#include "audmg/database/idempotency_repository.hpp"
#include "audmg/database/trash_repository.hpp"
#include "audmg/functions/trash/trash_changes.hpp"

#include <algorithm>
#include <chrono>
#include <string>

namespace audmg::functions {
namespace {

constexpr std::chrono::hours kRememberedFor{24};
/// After that time, whoever began a record without completing it has died.
constexpr std::chrono::minutes kLongestCall{1};
constexpr int kAccepted = 202;
/// More than the files that can have come into the trash in the millisecond of the order, which the
/// list has first.
constexpr std::size_t kFilesLookedAt = 100;

/// The promise is kept as the answer to a request whose key no client can send: keys of clients
/// have no blanks.
database::IdempotencyKey key_of(const UserId& owner) {
  return {.scope = owner.text(), .key = "restoring the trash"};
}

/// Returns what begin() finds when records that expire before `over` count as over.
Result<database::BeginResult> begin(const UserId& owner, TimePoint over,
                                    const FileServices& services) {
  const TimePoint now = services.clock.now();
  return services.idempotency.begin({.key = key_of(owner),
                                     .fingerprint = "restore",
                                     .now = over,
                                     .busy_until = now + kLongestCall,
                                     .expires_at = now + kRememberedFor});
}

}  // namespace

Result<void> note_restoring(const UserId& owner, TimePoint trashed_before,
                            const FileServices& services) {
  // An earlier promise is replaced, because this one contains it.
  AUDMG_CHECK(begin(owner, services.clock.now() + kRememberedFor, services));
  return services.idempotency.complete(key_of(owner), kAccepted, format_rfc3339(trashed_before));
}

Result<bool> is_restoring(const UserId& owner, const FileServices& services) {
  AUDMG_TRY(const auto promise, begin(owner, services.clock.now(), services));
  if (promise.outcome == database::BeginOutcome::fresh) {
    AUDMG_CHECK(services.idempotency.abandon(key_of(owner)));
    return false;
  }
  const auto before = parse_rfc3339(promise.resource_id);
  if (!before) return promise.outcome == database::BeginOutcome::busy;
  AUDMG_TRY(const auto files, services.trash.list_trash({.owner = owner,
                                                         .before_time = *before,
                                                         .before_id = FileId::make(*before),
                                                         .limit = kFilesLookedAt}));
  return std::ranges::any_of(files, [&](const database::File& file) {
    return is_in_trash(file) && *file.trashed_at < *before;
  });
}

}  // namespace audmg::functions
