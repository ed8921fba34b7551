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
#include <optional>
#include <utility>

namespace audmg::functions {
namespace {

using telemetry::Level;

constexpr std::size_t kMaxUploadsPerSweep = 1000;
/// Rows that are looked up together. DynamoDB takes 100 at a time.
constexpr std::size_t kRowsPerBatch = 500;
/// So that a pass, of some ten thousand objects, takes seconds.
constexpr std::size_t kBatchesPerPass = 20;

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

/// Returns nothing when there is none. A listing knows the age of a damaged one, too.
Result<std::optional<storage::ObjectInfo>> find_orphan(const std::string& key,
                                                       storage::ObjectStore& objects) {
  auto object = objects.head_object(key);
  if (object) return *std::move(object);
  if (object.error().code == ErrorCode::not_found) return std::nullopt;
  if (object.error().code != ErrorCode::corrupt) return std::unexpected(std::move(object).error());
  AUDMG_TRY(auto listed, objects.list_objects({.prefix = key, .start_after = {}, .max_keys = 1}));
  if (listed.empty() || listed.front().key != key) return std::nullopt;
  return std::move(listed.front());
}

bool is_too_much(std::size_t orphans, std::size_t moved, std::size_t seen) noexcept {
  return moved + orphans > std::max(kMaxOrphans, seen / kMaxOrphanShare);
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
  if (is_done() || stop.stop_requested()) return false;
  AUDMG_TRY(const bool held,
            services_.drive.is_leased(database::kKeepObjectsLease, services_.clock.now()));
  if (held) {
    services_.logger.log(Level::info, "sweep_waits_for_backup", {});
    return false;
  }
  AUDMG_CHECK(carry_out(stop));
  return !is_done();
}

Result<void> ObjectSweep::carry_out(const std::stop_token& stop) {
  if (!is_checked_) AUDMG_CHECK(check());
  switch (place_.step) {
    case SweepStep::lost_uploads: {
      AUDMG_TRY(report_.lost_uploads_aborted, abort_lost_uploads(stop, services_));
      if (!stop.stop_requested()) go_on();
      return {};
    }
    case SweepStep::originals:
    case SweepStep::renditions: {
      auto swept = sweep_prefix(stop);
      // What was listed and not judged is listed again.
      if (!swept || stop.stop_requested()) forget_walks();
      return swept;
    }
    case SweepStep::downloads: {
      AUDMG_TRY(report_.downloads_deleted, delete_old_downloads(stop, services_));
      if (!stop.stop_requested()) go_on();
      return {};
    }
    case SweepStep::purge: {
      AUDMG_TRY(report_.purged,
                services_.quarantine.purge_quarantined(services_.clock.now() - kQuarantineTime));
      go_on();
      return {};
    }
    case SweepStep::done:
      break;
  }
  return {};
}

void ObjectSweep::go_on() noexcept {
  place_ = {.step = static_cast<SweepStep>(static_cast<int>(place_.step) + 1)};
  forget_walks();
}

void ObjectSweep::end() noexcept {
  place_ = {.step = SweepStep::done};
  forget_walks();
}

void ObjectSweep::forget_walks() noexcept {
  walk_.reset();
  sidecar_walk_.reset();
}

Result<void> ObjectSweep::check() {
  const auto fits = check_drive(services_);
  if (fits) {
    is_checked_ = true;
    return {};
  }
  if (fits.error().code != ErrorCode::conflict) return std::unexpected(fits.error());
  report_.refused = true;
  end();
  services_.logger.log(Level::error, "sweep_refused",
                       {{"reason", std::string_view(fits.error().message)}});
  return {};
}

void ObjectSweep::begin_walks() {
  if (walk_) return;
  if (place_.step == SweepStep::renditions) {
    walk_.emplace(services_.objects, kRenditionsPrefix, place_.renditions.after);
  } else {
    walk_.emplace(services_.objects, kOriginalsPrefix, place_.originals.after);
    sidecar_walk_.emplace(services_.objects, kSidecarsPrefix, place_.sidecars.after);
  }
}

Result<void> ObjectSweep::sweep_prefix(const std::stop_token& stop) {
  begin_walks();
  const FindOrphans find_orphans =
      place_.step == SweepStep::renditions ? find_orphaned_renditions : find_orphaned_originals;
  SweepPlace reached = place_;
  std::vector<std::string> orphans;
  bool at_end = false;
  for (std::size_t number = 0; number < kBatchesPerPass && !at_end; ++number) {
    if (stop.stop_requested()) return {};
    AUDMG_TRY(const Batch batch, next_batch());
    at_end = batch.rows < kRowsPerBatch;
    for (const storage::ObjectInfo& object : batch.objects) {
      PrefixPlace& place = place_of(object.key, reached);
      place.after = object.key;
      ++place.seen;
    }
    report_.objects_seen += batch.objects.size();
    AUDMG_TRY(auto found, find_orphans(old_ones(batch.objects, services_.clock.now()), services_));
    std::ranges::move(found, std::back_inserter(orphans));
  }
  std::size_t of_sidecars = 0;
  for (const std::string& key : orphans) of_sidecars += key.starts_with(kSidecarsPrefix) ? 1 : 0;
  const PrefixPlace& main =
      place_.step == SweepStep::renditions ? reached.renditions : reached.originals;
  if (is_too_much(orphans.size() - of_sidecars, main.moved, main.seen) ||
      is_too_much(of_sidecars, reached.sidecars.moved, reached.sidecars.seen)) {
    report_.stopped = true;
    tell_too_much(orphans, main.seen + reached.sidecars.seen);
    end();
    return {};
  }
  AUDMG_CHECK(quarantine(orphans, find_orphans));
  if (at_end) {
    go_on();
    return {};
  }
  reached.originals.moved = place_.originals.moved;
  reached.sidecars.moved = place_.sidecars.moved;
  reached.renditions.moved = place_.renditions.moved;
  place_ = std::move(reached);
  return {};
}

/// The object of an original comes before its sidecar, and both before those of the next row.
Result<ObjectWalk*> ObjectSweep::next_walk() {
  AUDMG_TRY(const auto* const object, walk_->look());
  if (!sidecar_walk_) return object != nullptr ? &*walk_ : nullptr;
  AUDMG_TRY(const auto* const sidecar, sidecar_walk_->look());
  if (object == nullptr) return sidecar != nullptr ? &*sidecar_walk_ : nullptr;
  const bool is_next =
      sidecar == nullptr || row_of_object(object->key) <= row_of_object(sidecar->key);
  return is_next ? &*walk_ : &*sidecar_walk_;
}

Result<ObjectSweep::Batch> ObjectSweep::next_batch() {
  Batch batch;
  std::string row;
  for (;;) {
    AUDMG_TRY(ObjectWalk* const walk, next_walk());
    if (walk == nullptr) return batch;
    AUDMG_TRY(const auto* const object, walk->look());
    std::string next = row_of_object(object->key);
    if (batch.rows == 0 || next != row) {
      if (batch.rows == kRowsPerBatch) return batch;
      ++batch.rows;
      row = std::move(next);
    }
    batch.objects.push_back(walk->pass());
  }
}

PrefixPlace& ObjectSweep::place_of(std::string_view key, SweepPlace& place) noexcept {
  if (key.starts_with(kSidecarsPrefix)) return place.sidecars;
  return key.starts_with(kRenditionsPrefix) ? place.renditions : place.originals;
}

void ObjectSweep::tell_too_much(const std::vector<std::string>& orphans, std::size_t seen) {
  services_.logger.log(
      Level::error, "sweep_stopped",
      {{"orphans", static_cast<std::int64_t>(orphans.size())},
       {"objectsSeen", static_cast<std::int64_t>(seen)},
       {"first", std::string_view(orphans.front())},
       {"advice", std::string_view("so many objects without a row are not what crashes leave; "
                                   "look at `audmg doctor`, restore the database, or run "
                                   "`audmg repair --adopt`")}});
}

Result<void> ObjectSweep::quarantine(const std::vector<std::string>& orphans,
                                     FindOrphans find_orphans) {
  for (const std::string& key : orphans) {
    // Once more, right before: it may have been written anew or got its row since the page was
    // looked at.
    AUDMG_TRY(const auto object, find_orphan(key, services_.objects));
    if (!object) continue;
    AUDMG_TRY(const auto still,
              find_orphans(old_ones({*object}, services_.clock.now()), services_));
    if (still.empty()) continue;
    AUDMG_CHECK(services_.quarantine.quarantine_object(key));
    ++report_.orphans_quarantined;
    // At once: these count even when the pass fails.
    ++place_of(key, place_).moved;
    services_.logger.log(Level::warning, "orphan_quarantined",
                         {{"objectKey", std::string_view(key)}});
  }
  return {};
}

}  // namespace audmg::functions
