// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::database {

/// Identifies the drive that a database belongs to. The object store carries the same two values
/// (functions/drive_identity.hpp), so each half can tell whether it belongs to the other.
struct DriveIdentity {
  /// Random, made once.
  std::string drive_id;
  /// Never decreases; raised here first and in the object store after that.
  std::uint64_t generation = 0;
};

/// The last end of a chore that is done for the whole drive: a backup, a scrub.
struct ChoreRun {
  /// Stable word: functions/upkeep/chore_note.hpp has them.
  std::string chore;
  TimePoint ended_at;
  /// Why the run failed; empty if it succeeded.
  std::string error{};
  /// One JSON object with the figures of a run that succeeded.
  std::string figures{};
  /// Set by list_chore_runs(): the end of the last run that succeeded.
  std::optional<TimePoint> succeeded_at{};
};

/// The numbers of records that a database knows without reading all of them.
struct RecordCounts {
  std::uint64_t users = 0;
  /// Include files in the trash; nothing where counting them would read every row.
  std::optional<std::uint64_t> files{};
  /// As Usage::bytes, of all users.
  std::optional<std::uint64_t> bytes{};
};

/// The drive as a whole. All methods may block and are thread-safe; writes are durable when they
/// return. Errors of all methods: unavailable, unknown_outcome (of writes), out_of_space, internal.
class DriveRepository {
 public:
  DriveRepository() = default;
  DriveRepository(const DriveRepository&) = delete;
  DriveRepository& operator=(const DriveRepository&) = delete;
  virtual ~DriveRepository() = default;

  /// Returns nothing in a new database, and in one from before drives had an identity.
  [[nodiscard]] virtual Result<std::optional<DriveIdentity>> find_identity() = 0;
  /// Gives the drive its first identity. Returns the identity that it now has: another process may
  /// have been faster.
  [[nodiscard]] virtual Result<DriveIdentity> create_identity(const DriveIdentity& identity) = 0;
  /// Replaces the drive's identity (repair, restore). Gives no protection against a process that
  /// raises the generation at the same time.
  [[nodiscard]] virtual Result<void> set_identity(const DriveIdentity& identity) = 0;
  /// Adds 1 to the generation and returns the identity. Errors: not_found (there is none yet).
  [[nodiscard]] virtual Result<DriveIdentity> raise_generation() = 0;

  /// Takes or renews the lease `name` for `holder` until `until`; returns false while another
  /// holder has it. All processes that work on the same records see the lease.
  [[nodiscard]] virtual Result<bool> take_lease(std::string_view name, std::string_view holder,
                                                TimePoint now, TimePoint until) = 0;
  /// Ends the holder's lease. A lease that is absent or another holder's is success.
  [[nodiscard]] virtual Result<void> end_lease(std::string_view name, std::string_view holder) = 0;
  /// Returns whether anybody has the lease at `now`.
  [[nodiscard]] virtual Result<bool> is_leased(std::string_view name, TimePoint now) = 0;

  /// Returns where the work under the lease goes on, as save_place() left it; "" if it never did.
  /// It outlives the lease.
  [[nodiscard]] virtual Result<std::string> find_place(std::string_view lease) = 0;
  /// Saves that place, a text of at most 4 KiB, if `holder` is the one that took the lease last and
  /// has not ended it; returns whether it is.
  [[nodiscard]] virtual Result<bool> save_place(std::string_view lease, std::string_view holder,
                                                std::string_view place) = 0;

  /// Replaces what is noted of the chore, but keeps the time of its last success when it failed.
  [[nodiscard]] virtual Result<void> note_chore_run(const ChoreRun& run) = 0;
  /// Returns the last run of each chore that ever ended, by name.
  [[nodiscard]] virtual Result<std::vector<ChoreRun>> list_chore_runs() = 0;
  [[nodiscard]] virtual Result<RecordCounts> count_records() = 0;
};

/// While this lease is held, no object is deleted or quarantined: a backup copies the objects that
/// its snapshot names.
inline constexpr std::string_view kKeepObjectsLease = "keep-objects";

}  // namespace audmg::database
