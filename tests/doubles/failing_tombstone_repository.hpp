// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/tombstone_repository.hpp"
#include "doubles/failure_plan.hpp"

namespace audmg::database {

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingTombstoneRepository final : public TombstoneRepository {
 public:
  FailingTombstoneRepository(TombstoneRepository& inner, FailurePlan& plan)
      : inner_(inner), plan_(plan) {}

  Result<std::vector<Tombstone>> list_tombstones(std::size_t limit) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.list_tombstones(limit);
  }

  Result<std::vector<bool>> has_tombstones(std::span<const std::string> object_keys) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.has_tombstones(object_keys);
  }

  Result<void> remove_tombstones(std::span<const std::string> object_keys) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.remove_tombstones(object_keys);
  }

  Result<std::vector<OwnerTombstone>> list_owner_tombstones(TimePoint now,
                                                            std::size_t limit) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.list_owner_tombstones(now, limit);
  }

  Result<std::vector<bool>> has_owner_tombstones(std::span<const UserId> owners) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.has_owner_tombstones(owners);
  }

  Result<void> postpone_owner_tombstone(const UserId& owner, TimePoint due_at) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.postpone_owner_tombstone(owner, due_at);
  }

  Result<void> remove_owner_tombstone(const UserId& owner) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.remove_owner_tombstone(owner);
  }

 private:
  TombstoneRepository& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::database
