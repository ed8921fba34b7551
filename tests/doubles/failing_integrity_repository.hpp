// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/integrity_repository.hpp"
#include "doubles/failure_plan.hpp"

namespace audmg::database {

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingIntegrityRepository final : public IntegrityRepository {
 public:
  FailingIntegrityRepository(IntegrityRepository& inner, FailurePlan& plan)
      : inner_(inner), plan_(plan) {}

  Result<bool> note_findings(const LookedAt& object, const ObjectFindings& findings) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.note_findings(object, findings);
  }

  Result<bool> note_damage(const LookedAt& object, std::string_view damage,
                           const Outbox& outbox) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.note_damage(object, damage, outbox);
  }

  Result<File> replace_object(const ReplaceObjectRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.replace_object(request);
  }

  Result<void> note_digest_progress(const LookedAt& object, std::string_view progress) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.note_digest_progress(object, progress);
  }

  Result<std::optional<File>> note_digests(const LateDigests& digests) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.note_digests(digests);
  }

  Result<std::vector<File>> list_damaged_files(const ListDamagedFilesRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.list_damaged_files(request);
  }

 private:
  IntegrityRepository& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::database
