// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/composition/composition.hpp"
#include "audmg/app/operations/operations.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/media/rendition_plan.hpp"

#include <optional>
#include <stop_token>

namespace audmg::app {

/// The table of operations on the stores and queues of this process. When `stop` is requested,
/// removing a user's objects and verifying end early. The composition must outlive it. Throws
/// ConfigError when AUDMG_RENDITIONS is not a plan.
class LocalOperations {
 public:
  LocalOperations(Composition& composition, const config::Settings& settings,
                  const std::stop_token& stop = {});
  LocalOperations(const LocalOperations&) = delete;
  LocalOperations& operator=(const LocalOperations&) = delete;
  ~LocalOperations() = default;

  /// Copies of the table must not outlive this object.
  [[nodiscard]] const Operations& operations() const noexcept { return operations_; }

 private:
  /// Unset when files are not processed.
  const std::optional<media::RenditionPlan> plan_;
  Accounts accounts_;
  Jobs jobs_;
  functions::NewestFiles newest_;
  MediaRebuild media_;
  Backups backups_;
  Verification verification_;
  ObjectSealings sealings_;
  Operations operations_;
};

}  // namespace audmg::app
