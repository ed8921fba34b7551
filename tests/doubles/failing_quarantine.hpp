// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/quarantine.hpp"
#include "doubles/failure_plan.hpp"

#include <string_view>
#include <vector>

namespace audmg::storage {

/// Forwards every call to `inner`, or fails it without touching `inner`.
class FailingQuarantine final : public Quarantine {
 public:
  FailingQuarantine(Quarantine& inner, FailurePlan& failures)
      : inner_(inner), failures_(failures) {}
  Result<void> quarantine_object(std::string_view key) override {
    AUDMG_CHECK(failures_.before_call());
    return inner_.quarantine_object(key);
  }
  Result<std::vector<QuarantinedObject>> list_quarantined(
      const ListQuarantineRequest& request) override {
    AUDMG_CHECK(failures_.before_call());
    return inner_.list_quarantined(request);
  }
  Result<void> restore_quarantined(std::string_view key) override {
    AUDMG_CHECK(failures_.before_call());
    return inner_.restore_quarantined(key);
  }
  Result<std::size_t> purge_quarantined(TimePoint time) override {
    AUDMG_CHECK(failures_.before_call());
    return inner_.purge_quarantined(time);
  }

 private:
  Quarantine& inner_;
  FailurePlan& failures_;
};

}  // namespace audmg::storage
