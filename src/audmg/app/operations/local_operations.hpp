// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/composition/composition.hpp"
#include "audmg/app/operations/operations.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/media/rendition_plan.hpp"

#include <memory>
#include <optional>
#include <stop_token>

namespace audmg::app {

/// What an operator may do with the stores and queues of this process. `stop` as in
/// make_local_accounts(). The composition must outlive it. Throws ConfigError when AUDMG_RENDITIONS
/// is no plan.
class LocalOperations {
 public:
  LocalOperations(Composition& composition, const config::Settings& settings,
                  const std::stop_token& stop = {});
  LocalOperations(const LocalOperations&) = delete;
  LocalOperations& operator=(const LocalOperations&) = delete;
  ~LocalOperations() = default;
  [[nodiscard]] Operations operations() const noexcept {
    return {*accounts_, *jobs_, *media_, *backups_, *verification_};
  }

 private:
  /// Nothing when no files are processed.
  const std::optional<media::RenditionPlan> plan_;
  std::unique_ptr<Accounts> accounts_;
  std::unique_ptr<Jobs> jobs_;
  std::unique_ptr<MediaRebuild> media_;
  std::unique_ptr<Backups> backups_;
  std::unique_ptr<Verification> verification_;
};

}  // namespace audmg::app
