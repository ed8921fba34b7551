// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/drive_repository.hpp"
#include "doubles/failure_plan.hpp"

namespace audmg::database {

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingDriveRepository final : public DriveRepository {
 public:
  FailingDriveRepository(DriveRepository& inner, FailurePlan& plan) : inner_(inner), plan_(plan) {}

  Result<std::optional<DriveIdentity>> find_identity() override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.find_identity();
  }

  Result<DriveIdentity> create_identity(const DriveIdentity& identity) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.create_identity(identity);
  }

  Result<void> set_identity(const DriveIdentity& identity) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.set_identity(identity);
  }

  Result<DriveIdentity> raise_generation() override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.raise_generation();
  }

  Result<bool> take_lease(std::string_view name, std::string_view holder, TimePoint now,
                          TimePoint until) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.take_lease(name, holder, now, until);
  }

  Result<void> end_lease(std::string_view name, std::string_view holder) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.end_lease(name, holder);
  }

  Result<bool> is_leased(std::string_view name, TimePoint now) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.is_leased(name, now);
  }

  Result<std::string> find_place(std::string_view lease) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.find_place(lease);
  }

  Result<bool> save_place(std::string_view lease, std::string_view holder,
                          std::string_view place) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.save_place(lease, holder, place);
  }

  Result<void> note_chore_run(const ChoreRun& run) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.note_chore_run(run);
  }

  Result<std::vector<ChoreRun>> list_chore_runs() override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.list_chore_runs();
  }

  Result<RecordCounts> count_records() override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.count_records();
  }

 private:
  DriveRepository& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::database
