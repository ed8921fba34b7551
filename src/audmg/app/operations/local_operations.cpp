// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/local_operations.hpp"

#include "audmg/app/composition/rendition_plan_setting.hpp"
#include "audmg/app/composition/scrub_options.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/media/rendition_plan.hpp"
#include "audmg/telemetry/logger.hpp"

#include <functional>
#include <string>

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
      accounts_(composition.services(), stop),
      jobs_(composition.queues(), composition.services().clock, composition.services().logger),
      newest_(composition.services().users, composition.services().files),
      media_({.newest = newest_,
              .processing = composition.services().processing,
              .media_queue = composition.queue(functions::kMediaQueue),
              .event_hub = composition.services().event_hub,
              .clock = composition.services().clock},
             plan_ ? &*plan_ : nullptr, composition.services().logger),
      backups_(composition.backed_up_drive(), settings.backup_dir, composition.services().clock,
               composition.services().logger),
      verification_(scrub_options(settings, composition.keyring()), composition.services(), stop),
      sealings_(composition.object_sealing(), composition.services().logger) {
  operations_.user_add.run = std::bind_front(&Accounts::add, &accounts_);
  operations_.user_list.run = std::bind_front(&Accounts::list, &accounts_);
  operations_.user_passwd.run = std::bind_front(&Accounts::set_password, &accounts_);
  operations_.user_reset_link.run = std::bind_front(&Accounts::make_reset_link, &accounts_);
  operations_.user_reset_factors.run = std::bind_front(&Accounts::reset_factors, &accounts_);
  operations_.user_invite.run = std::bind_front(&Accounts::invite, &accounts_);
  operations_.user_role.run = std::bind_front(&Accounts::set_role, &accounts_);
  operations_.user_disable.run = [this](const std::string& user) {
    return accounts_.set_disabled(user, true);
  };
  operations_.user_enable.run = [this](const std::string& user) {
    return accounts_.set_disabled(user, false);
  };
  operations_.user_delete.run = std::bind_front(&Accounts::remove, &accounts_);
  operations_.jobs_list.run = std::bind_front(&Jobs::list, &jobs_);
  operations_.jobs_show.run = std::bind_front(&Jobs::show, &jobs_);
  operations_.jobs_retry.run = std::bind_front(&Jobs::retry, &jobs_);
  operations_.jobs_redrive.run = std::bind_front(&Jobs::redrive, &jobs_);
  operations_.jobs_pause.run = [this](const std::string& queue) {
    return jobs_.set_paused(queue, true);
  };
  operations_.jobs_resume.run = [this](const std::string& queue) {
    return jobs_.set_paused(queue, false);
  };
  operations_.media_rebuild.run = std::bind_front(&MediaRebuild::rebuild_page, &media_);
  operations_.backup_start.run = std::bind_front(&Backups::start, &backups_);
  operations_.backup_status.run = std::bind_front(&Backups::status, &backups_);
  operations_.verify.run = std::bind_front(&Verification::verify_pass, &verification_);
  operations_.key_apply.run = std::bind_front(&ObjectSealings::apply, &sealings_);
}

}  // namespace audmg::app
