// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/service_set.hpp"

#include "audmg/functions/policies.hpp"

namespace audmg::functions {

ServiceSet::ServiceSet(const Ports& ports, const ServiceKeys& keys, const Policies& policies,
                       bool rate_limits)
    : access_tokens_(keys.access_tokens, ports.clock),
      refresh_tokens_(keys.refresh_tokens),
      secret_box_(keys.secret_box),
      credential_cache_(ports.clock),
      rate_limiter_(ports.clock, rate_limits),
      signer_(keys.signer),
      catalogues_({.files = ports.records.files,
                   .events = ports.records.events,
                   .objects = ports.objects,
                   .clock = ports.clock,
                   .logger = ports.logger},
                  policies.max_catalogue_memory),
      archives_(ports.objects),
      sums_(ports.objects),
      monitor_(ports.queues, ports.records.drive, ports.objects, readiness_, ports.clock),
      services_(
          Common{.clock = ports.clock,
                 .logger = ports.logger,
                 .policies = policies,
                 .readiness = readiness_,
                 .app_address = app_address_},
          Accounts{.users = ports.records.users,
                   .usage = ports.records.usage,
                   .credentials = ports.records.credentials,
                   .sessions = ports.records.sessions,
                   .app_passwords = ports.records.app_passwords,
                   .invitations = ports.records.invitations,
                   .audit = ports.records.audit,
                   .attempts = ports.records.attempts,
                   .idempotency = ports.records.idempotency,
                   .mail_queue = ports.mail_queue,
                   .passwords = ports.passwords,
                   .access_tokens = access_tokens_,
                   .refresh_tokens = refresh_tokens_,
                   .secret_box = secret_box_,
                   .credential_cache = credential_cache_,
                   .rate_limiter = rate_limiter_,
                   .signer = signer_},
          Library{.files = ports.records.files,
                  .changes = ports.records.changes,
                  .trash = ports.records.trash,
                  .collections = ports.records.collections,
                  .companions = ports.records.companions,
                  .processing = ports.records.processing,
                  .integrity = ports.records.integrity,
                  .events = ports.records.events,
                  .urls = ports.urls,
                  .catalogues = catalogues_},
          Notification{
              .event_hub = event_hub_, .subscribers = ports.subscribers, .mailer = ports.mailer},
          Objects{.objects = ports.objects,
                  .tombstones = ports.records.tombstones,
                  .drive = ports.records.drive,
                  .trashed_objects = trashed_objects_,
                  .archives = archives_,
                  .sums = sums_},
          Uploads{.uploads = ports.records.uploads, .multipart = ports.multipart},
          Upkeep{.quarantine = ports.quarantine}, Monitoring{.monitor = monitor_}) {}

}  // namespace audmg::functions
