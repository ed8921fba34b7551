// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/collection_repository.hpp"
#include "doubles/failure_plan.hpp"

namespace audmg::database {

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingCollectionRepository final : public CollectionRepository {
 public:
  FailingCollectionRepository(CollectionRepository& inner, FailurePlan& plan)
      : inner_(inner), plan_(plan) {}

  Result<void> add_collection(const AddCollectionRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return plan_.after_change(inner_.add_collection(request));
  }

  Result<std::optional<Collection>> find_collection(const UserId& owner,
                                                    const CollectionId& id) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.find_collection(owner, id);
  }

  Result<std::vector<Collection>> list_collections(const UserId& owner) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.list_collections(owner);
  }

  Result<Collection> change_collection(const ChangeCollectionRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return plan_.after_change(inner_.change_collection(request));
  }

  Result<void> delete_collection(const UserId& owner, const CollectionId& id,
                                 const AnnounceFiles& announce, const Outbox& outbox) override {
    AUDMG_CHECK(plan_.before_call());
    return plan_.after_change(inner_.delete_collection(owner, id, announce, outbox));
  }

  Result<std::vector<CollectionMember>> list_members(const ListMembersRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.list_members(request);
  }

  Result<std::vector<FileId>> list_trashed_members(const UserId& owner) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.list_trashed_members(owner);
  }

  Result<std::size_t> add_members(const ChangeMembersRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return plan_.after_change(inner_.add_members(request));
  }

  Result<std::size_t> remove_members(const ChangeMembersRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return plan_.after_change(inner_.remove_members(request));
  }

  Result<MovedMembers> move_members(const MoveMembersRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return plan_.after_change(inner_.move_members(request));
  }

 private:
  CollectionRepository& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::database
