// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/accounts.hpp"
#include "audmg/app/backups.hpp"
#include "audmg/app/jobs.hpp"
#include "audmg/app/media_rebuild.hpp"
#include "audmg/app/verification.hpp"

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
