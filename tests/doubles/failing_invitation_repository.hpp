// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/invitation_repository.hpp"
#include "doubles/failure_plan.hpp"

namespace audmg::database {

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingInvitationRepository final : public InvitationRepository {
 public:
  FailingInvitationRepository(InvitationRepository& inner, FailurePlan& plan)
      : inner_(inner), plan_(plan) {}

  Result<void> create_invitation(const Invitation& invitation) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.create_invitation(invitation);
  }

  Result<std::optional<Invitation>> find_invitation(const InvitationId& id) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.find_invitation(id);
  }

  Result<std::vector<Invitation>> list_invitations() override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.list_invitations();
  }

  Result<bool> delete_invitation(const InvitationId& id) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.delete_invitation(id);
  }

  Result<void> delete_expired_invitations(TimePoint now) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.delete_expired_invitations(now);
  }

 private:
  InvitationRepository& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::database
