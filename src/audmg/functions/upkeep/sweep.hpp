// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/functions/upkeep/object_walk.hpp"
#include "audmg/functions/upkeep/orphans.hpp"
#include "audmg/functions/upkeep/sweep_place.hpp"
#include "audmg/storage/object_store.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::functions {

/// An object or unfinished upload that no row names may belong to a request that is still under
/// way; one that is older than this cannot.
inline constexpr std::chrono::hours kOrphanGrace{1};
/// Time during which an orphan can be brought back after it was moved to the quarantine. On S3 the
/// bucket's lifecycle rule says the same.
inline constexpr std::chrono::days kQuarantineTime{30};
/// A sweep that would move more than this many originals (or sidecars, or renditions), and more
/// than one in kMaxOrphanShare of those it has seen, has met something other than the remains of
/// crashes: it moves none and ends.
inline constexpr std::size_t kMaxOrphans = 20;
inline constexpr std::size_t kMaxOrphanShare = 100;

struct SweepReport {
  std::size_t uploads_aborted = 0;
  /// Steps that failed; each is logged, and the next sweep tries again.
  std::size_t failures = 0;
};

/// Removes everything that has expired according to the records (upload sessions, log-in sessions,
/// invitations, idempotency records), and objects that were deleted on purpose. Cheap when there is
/// nothing to do. Blocks.
SweepReport sweep_expired(const Services& services, const std::stop_token& stop = {});

/// The counts of a sweep of the object store so far.
struct ObjectSweepReport {
  /// Unfinished uploads that do not belong to a session.
  std::size_t lost_uploads_aborted = 0;
  std::size_t objects_seen = 0;
  std::size_t orphans_quarantined = 0;
  /// Lists of downloads that have ended.
  std::size_t downloads_deleted = 0;
  /// Objects deleted for good after their time in the quarantine.
  std::size_t purged = 0;
  /// The halves of the drive do not belong together: nothing was touched.
  bool refused = false;
  /// So many orphans were found that they were left where they are.
  bool stopped = false;
};

/// One sweep over everything that requests, crashes and lost records left in the object store, and
/// over downloads that have ended, in bounded passes, so that the caller can pause between them or
/// end it; another one can go on at its place. Orphans are moved to the quarantine, never deleted
/// at once. Lists each object once, by the thousand, and looks up each row once, many at a time.
/// Not thread-safe.
class ObjectSweep {
 public:
  /// Goes on at the place that place() of another sweep returned; "": a new one. `services` must
  /// outlive it.
  explicit ObjectSweep(const Services& services, std::string_view place = {})
      : services_(services), place_(read_sweep_place(place)) {}

  /// Makes one pass; returns whether there is more to do now. Blocks. A pass that ends early, by
  /// `stop` or an error, is made again by the next one. Does nothing while a backup holds the
  /// objects. Errors: those of the stores.
  [[nodiscard]] Result<bool> pass(const std::stop_token& stop = {});

  /// Returns whether nothing is left to do: it came to its end, was refused or has stopped.
  [[nodiscard]] bool is_done() const noexcept { return place_.step == SweepStep::done; }
  /// Returns the place after the last pass.
  [[nodiscard]] std::string place() const { return write_sweep_place(place_); }
  [[nodiscard]] const ObjectSweepReport& report() const noexcept { return report_; }

 private:
  /// Objects that hang on some rows.
  struct Batch {
    std::vector<storage::ObjectInfo> objects;
    std::size_t rows = 0;
  };

  [[nodiscard]] Result<void> carry_out(const std::stop_token& stop);
  [[nodiscard]] Result<void> check();
  [[nodiscard]] Result<void> sweep_prefix(const std::stop_token& stop);
  [[nodiscard]] Result<Batch> next_batch();
  /// Returns the walk whose object is the next one; null at the end.
  [[nodiscard]] Result<ObjectWalk*> next_walk();
  [[nodiscard]] Result<void> quarantine(const std::vector<std::string>& orphans,
                                        FindOrphans find_orphans);
  void tell_too_much(const std::vector<std::string>& orphans, std::size_t seen);
  [[nodiscard]] static PrefixPlace& place_of(std::string_view key, SweepPlace& place) noexcept;
  void begin_walks();
  void forget_walks() noexcept;
  void go_on() noexcept;
  void end() noexcept;

  const Services services_;
  ObjectSweepReport report_;
  SweepPlace place_;
  bool is_checked_ = false;
  // Walks of this step, the second over sidecars; empty until they begin or begin again.
  std::optional<ObjectWalk> walk_;
  std::optional<ObjectWalk> sidecar_walk_;
};

}  // namespace audmg::functions
