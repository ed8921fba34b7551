// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/upkeep/sweep.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/database/idempotency_repository.hpp"
#include "audmg/database/invitation_repository.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/functions/integrity/deletion.hpp"
#include "audmg/functions/integrity/drive_identity.hpp"
#include "audmg/functions/integrity/sidecar.hpp"
#include "audmg/functions/object_keys.hpp"
#include "audmg/functions/upkeep/lost_uploads.hpp"
#include "audmg/functions/upkeep/old_downloads.hpp"
#include "audmg/functions/upkeep/orphans.hpp"
#include "audmg/functions/uploads/upload_session.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/storage/quarantine.hpp"
#include "audmg/telemetry/logger.hpp"

#include <algorithm>
#include <utility>

namespace audmg::functions {
namespace {

using telemetry::Level;

constexpr std::size_t kMaxUploadsPerSweep = 1000;
constexpr std::size_t kObjectsPerPage = 1000;
constexpr std::size_t kMaxPagesPerPass = 100;

struct PrefixSweep {
  std::string_view prefix;
  FindOrphans find_orphans;
};

constexpr PrefixSweep kOriginals{kOriginalsPrefix, find_orphaned_originals};
constexpr PrefixSweep kSidecars{kSidecarsPrefix, find_orphaned_sidecars};
constexpr PrefixSweep kRenditions{kRenditionsPrefix, find_orphaned_renditions};

void count_failure(SweepReport& report, std::string_view step, const Error& error,
                   const Services& services) {
  ++report.failures;
  services.logger.log(Level::warning, "sweep_step_failed",
                      {{"step", step}, {"error", std::string_view(error.message)}});
}

Result<void> abort_expired_uploads(SweepReport& report, const Services& services) {
  AUDMG_TRY(const auto uploads,
            services.uploads.list_expired_uploads(services.clock.now(), kMaxUploadsPerSweep));
  // One that cannot be ended must not keep the others, and the room that they reserve.
  Result<void> last;
  for (const database::Upload& upload : uploads) {
    if (auto dropped = drop_upload(upload, services)) {
      ++report.uploads_aborted;
    } else {
      last = std::unexpected(std::move(dropped).error());
    }
  }
  return last;
}

/// Objects that are old enough not to belong to a request that is under way.
std::vector<storage::ObjectInfo> old_ones(const std::vector<storage::ObjectInfo>& objects,
                                          TimePoint now) {
  const TimePoint newest = now - kOrphanGrace;
  std::vector<storage::ObjectInfo> old;
  std::ranges::copy_if(objects, std::back_inserter(old),
                       [&](const auto& object) { return object.last_modified < newest; });
  return old;
}

}  // namespace

SweepReport sweep_expired(const Services& services, const std::stop_token& stop) {
  SweepReport report;
  const auto run = [&](std::string_view step, const Result<void>& done) {
    if (!done) count_failure(report, step, done.error(), services);
  };
  const TimePoint now = services.clock.now();
  run("uploads", abort_expired_uploads(report, services));
  run("sessions", services.sessions.delete_expired_sessions(now));
  run("invitations", services.invitations.delete_expired_invitations(now));
  run("idempotency", services.idempotency.delete_expired_records(now));
  const auto cleared = clear_tombstones(stop, services);
  if (!cleared) count_failure(report, "tombstones", cleared.error(), services);
  return report;
}

Result<bool> ObjectSweep::pass(const std::stop_token& stop) {
  if (step_ == Step::done || stop.stop_requested()) return false;
  AUDMG_TRY(const bool held,
            services_.drive.is_leased(database::kKeepObjectsLease, services_.clock.now()));
  if (held) {
    services_.logger.log(Level::info, "sweep_waits_for_backup", {});
    step_ = Step::done;
    return false;
  }
  AUDMG_CHECK(carry_out(stop));
  return step_ != Step::done;
}

Result<void> ObjectSweep::carry_out(const std::stop_token& stop) {
  switch (step_) {
    case Step::check:
      return check();
    case Step::lost_uploads: {
      AUDMG_TRY(report_.lost_uploads_aborted, abort_lost_uploads(stop, services_));
      go_on();
      return {};
    }
    case Step::originals:
    case Step::sidecars:
    case Step::renditions:
      return sweep_prefix(stop);
    case Step::downloads: {
      AUDMG_TRY(report_.downloads_deleted, delete_old_downloads(stop, services_));
      go_on();
      return {};
    }
    case Step::purge:
      return purge();
    case Step::done:
      break;
  }
  return {};
}

void ObjectSweep::go_on() noexcept {
  step_ = static_cast<Step>(static_cast<int>(step_) + 1);
  position_.clear();
  seen_ = 0;
  moved_ = 0;
}

Result<void> ObjectSweep::check() {
  const auto fits = check_drive(services_);
  if (fits) {
    go_on();
    return {};
  }
  if (fits.error().code != ErrorCode::conflict) return std::unexpected(fits.error());
  report_.refused = true;
  step_ = Step::done;
  services_.logger.log(Level::error, "sweep_refused",
                       {{"reason", std::string_view(fits.error().message)}});
  return {};
}

Result<void> ObjectSweep::sweep_prefix(const std::stop_token& stop) {
  const PrefixSweep& what = step_ == Step::originals  ? kOriginals
                            : step_ == Step::sidecars ? kSidecars
                                                      : kRenditions;
  std::vector<std::string> orphans;
  bool at_end = false;
  for (std::size_t page = 0; page < kMaxPagesPerPass && !at_end; ++page) {
    if (stop.stop_requested()) return {};
    AUDMG_TRY(const auto objects,
              services_.objects.list_objects({.prefix = std::string(what.prefix),
                                              .start_after = position_,
                                              .max_keys = kObjectsPerPage}));
    report_.objects_seen += objects.size();
    seen_ += objects.size();
    at_end = objects.size() < kObjectsPerPage;
    if (!objects.empty()) position_ = objects.back().key;
    AUDMG_TRY(auto found, what.find_orphans(old_ones(objects, services_.clock.now()), services_));
    std::ranges::move(found, std::back_inserter(orphans));
  }
  if (is_too_much(orphans.size())) {
    report_.stopped = true;
    step_ = Step::done;
    services_.logger.log(
        Level::error, "sweep_stopped",
        {{"orphans", static_cast<std::int64_t>(orphans.size())},
         {"objectsSeen", static_cast<std::int64_t>(seen_)},
         {"first", std::string_view(orphans.front())},
         {"advice", std::string_view("so many objects without a row are not what crashes leave; "
                                     "look at `audmg doctor`, restore the database, or run "
                                     "`audmg repair --adopt`")}});
    return {};
  }
  AUDMG_CHECK(quarantine(orphans, what.find_orphans));
  if (at_end) go_on();
  return {};
}

bool ObjectSweep::is_too_much(std::size_t orphans) const noexcept {
  return moved_ + orphans > std::max(kMaxOrphans, seen_ / kMaxOrphanShare);
}

Result<void> ObjectSweep::quarantine(const std::vector<std::string>& orphans,
                                     FindOrphans find_orphans) {
  for (const std::string& key : orphans) {
    // Once more, right before: it may have been written anew or got its row since the page was
    // looked at.
    const auto object = services_.objects.head_object(key);
    if (!object && object.error().code == ErrorCode::not_found) continue;
    if (!object) return std::unexpected(object.error());
    AUDMG_TRY(const auto still,
              find_orphans(old_ones({*object}, services_.clock.now()), services_));
    if (still.empty()) continue;
    AUDMG_CHECK(services_.quarantine.quarantine_object(key));
    ++report_.orphans_quarantined;
    ++moved_;
    services_.logger.log(Level::warning, "orphan_quarantined",
                         {{"objectKey", std::string_view(key)}});
  }
  return {};
}

Result<void> ObjectSweep::purge() {
  AUDMG_TRY(report_.purged,
            services_.quarantine.purge_quarantined(services_.clock.now() - kQuarantineTime));
  go_on();
  return {};
}

}  // namespace audmg::functions
