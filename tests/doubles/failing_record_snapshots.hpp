// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/record_snapshots.hpp"
#include "doubles/failure_plan.hpp"

#include <memory>
#include <utility>

namespace audmg::database {

/// Forwards every call unless the plan makes it fail; the snapshots that it opens do the same.
class FailingRecordSnapshots final : public RecordSnapshots {
 public:
  FailingRecordSnapshots(RecordSnapshots& inner, FailurePlan& plan) : inner_(inner), plan_(plan) {}

  std::string_view file_name() const noexcept override { return inner_.file_name(); }
  Result<std::unique_ptr<RecordSnapshot>> create_snapshot(
      const std::filesystem::path& file) override {
    AUDMG_CHECK(plan_.before_call());
    AUDMG_TRY(auto snapshot, inner_.create_snapshot(file));
    return std::make_unique<FailingSnapshot>(std::move(snapshot), plan_);
  }
  Result<void> restore_snapshot(const std::filesystem::path& file) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.restore_snapshot(file);
  }

 private:
  class FailingSnapshot final : public RecordSnapshot {
   public:
    FailingSnapshot(std::unique_ptr<RecordSnapshot> inner, FailurePlan& plan)
        : inner_(std::move(inner)), plan_(plan) {}

    Result<std::uint64_t> count_files() override {
      AUDMG_CHECK(plan_.before_call());
      return inner_->count_files();
    }
    Result<std::vector<File>> next_files(std::size_t limit) override {
      AUDMG_CHECK(plan_.before_call());
      return inner_->next_files(limit);
    }
    Result<std::optional<DriveIdentity>> find_identity() override {
      AUDMG_CHECK(plan_.before_call());
      return inner_->find_identity();
    }

   private:
    std::unique_ptr<RecordSnapshot> inner_;
    FailurePlan& plan_;
  };

  RecordSnapshots& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::database
