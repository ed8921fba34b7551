// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/local_operations.hpp"

#include "audmg/app/composition/rendition_plan_setting.hpp"
#include "audmg/app/composition/scrub_options.hpp"
#include "audmg/app/operations/local_accounts.hpp"
#include "audmg/app/operations/local_backups.hpp"
#include "audmg/app/operations/local_jobs.hpp"
#include "audmg/app/operations/local_media_rebuild.hpp"
#include "audmg/app/operations/local_verification.hpp"

namespace audmg::app {
namespace {

std::optional<media::RenditionPlan> plan_in_force(const config::Settings& settings) {
  if (!settings.media) return std::nullopt;
  return rendition_plan(settings);
}

}  // namespace

LocalOperations::LocalOperations(Composition& composition, const config::Settings& settings,
                                 const std::stop_token& stop)
    : plan_(plan_in_force(settings)),
      accounts_(make_local_accounts(composition.services(), stop)),
      jobs_(make_local_jobs(composition.queues(), composition.services().clock,
                            composition.services().logger)),
      media_(make_local_media_rebuild(composition.services().files,
                                      composition.services().processing, plan_ ? &*plan_ : nullptr,
                                      composition.services().clock, composition.services().logger)),
      backups_(make_local_backups(composition.backed_up_drive(), composition.services().clock,
                                  composition.services().logger)),
      verification_(
          make_local_verification(scrub_options(settings), composition.services(), stop)) {}

}  // namespace audmg::app
