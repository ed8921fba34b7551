// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/accounts.hpp"
#include "audmg/app/operations/backups.hpp"
#include "audmg/app/operations/jobs.hpp"
#include "audmg/app/operations/media_rebuild.hpp"
#include "audmg/app/operations/verification.hpp"

namespace audmg::app {

/// All that an operator may do. Who makes one keeps the five alive.
struct Operations {
  Accounts& accounts;
  Jobs& jobs;
  MediaRebuild& media;
  Backups& backups;
  Verification& verification;
};

}  // namespace audmg::app
