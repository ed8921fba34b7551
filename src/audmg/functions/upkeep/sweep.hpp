// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/functions/upkeep/orphans.hpp"

#include <chrono>
#include <cstddef>
#include <stop_token>
#include <string>
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
/// end it. A sweep that was not finished starts over the next time. Orphans are moved to the
/// quarantine, never deleted at once. Looks at every object, so run it at start and then hourly or
/// daily. Not thread-safe.
class ObjectSweep {
 public:
  /// `services` must outlive it.
  explicit ObjectSweep(const Services& services) : services_(services) {}

  /// Makes one pass; returns whether there is more to do. Blocks. Ends early when `stop` is
  /// requested. Does nothing while a backup holds the objects. Errors: those of the stores.
  [[nodiscard]] Result<bool> pass(const std::stop_token& stop = {});

  [[nodiscard]] const ObjectSweepReport& report() const noexcept { return report_; }

 private:
  enum class Step { check, lost_uploads, originals, sidecars, renditions, downloads, purge, done };

  [[nodiscard]] Result<void> carry_out(const std::stop_token& stop);
  [[nodiscard]] Result<void> check();
  [[nodiscard]] Result<void> sweep_prefix(const std::stop_token& stop);
  [[nodiscard]] Result<void> purge();
  [[nodiscard]] Result<void> quarantine(const std::vector<std::string>& orphans,
                                        FindOrphans find_orphans);
  [[nodiscard]] bool is_too_much(std::size_t orphans) const noexcept;
  void go_on() noexcept;

  const Services services_;
  ObjectSweepReport report_;
  Step step_ = Step::check;
  // State of this step:
  std::string position_;  ///< the last key that was looked at
  std::size_t seen_ = 0;
  std::size_t moved_ = 0;
};

}  // namespace audmg::functions
