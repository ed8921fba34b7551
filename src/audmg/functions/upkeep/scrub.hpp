// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/integrity/content_check.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/functions/upkeep/byte_rate.hpp"
#include "audmg/storage/object_store.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::functions {

/// Held by the process that scrubs in the background, where several work on the same records.
inline constexpr std::string_view kScrubLease = "scrub";

/// Which files' bytes a scrub reads. Those of files that are known to be damaged it reads always:
/// they may be whole again.
enum class ScrubReading {
  none,
  due,     ///< those that were not verified for ScrubOptions::interval, or have no CRC-32 yet
  sample,  ///< a random share of all
  all,
};

/// Finds a copy of a damaged file's bytes elsewhere, in a backup; null when there is none. Whether
/// its bytes are the right ones is checked by the caller.
using FindCopy =
    std::function<Result<std::unique_ptr<storage::ObjectReader>>(const database::File& file)>;

struct ScrubOptions {
  ScrubReading reading = ScrubReading::due;
  std::chrono::seconds interval{};
  /// How many files in a hundred `sample` reads.
  double sample_percent = 100;
  /// Whether files that are not read are looked at: that they are there, with their size.
  bool looks_at_all = false;
  /// How long a pass goes on; 0: one step, which is a file or a piece of one.
  std::chrono::milliseconds pass_time{1000};
  /// Bytes a second; 0: as fast as they come.
  std::uint64_t rate = 0;
  /// The store keeps checksums of its objects, verifies them itself, and is paid by the read (S3).
  /// Then `none` and `due` compare these and read no files but damaged ones, whose checksum proves
  /// nothing, and no error of the store is taken for the damage of one object: it may be a right
  /// that is lacking. Objects without a checksum (they came in parts) are looked at in each walk.
  bool store_keeps_checksums = false;
  /// May be empty.
  FindCopy find_copy{};
};

/// Where a walk over all files goes on; empty: at the first one.
struct ScrubPosition {
  UserId after_owner{};
  FileId after_id{};
};

/// A file whose stored bytes are not what they were.
struct DamagedFile {
  UserId owner{};
  /// "" when the account is gone.
  std::string username{};
  FileId file{};
  std::string name{};
  /// As File::damage.
  std::string damage{};
};

struct ScrubReport {
  std::uint64_t files_seen = 0;
  /// Of those: all bytes, or the checksum that the store keeps, were compared and right.
  std::uint64_t files_verified = 0;
  std::uint64_t bytes_read = 0;
  std::uint64_t sidecars_written = 0;
  /// Ready files of which renditions are lost, and made again where files are processed.
  std::uint64_t lost_renditions = 0;
  /// Damaged before, and whole again: by themselves, or from a copy.
  std::uint64_t healed = 0;
  /// Deleted or changed while they were looked at.
  std::uint64_t changed = 0;
  /// Damaged now, whether that is news or not.
  std::vector<DamagedFile> damaged{};
};

/// Adds what a later pass found.
void add_report(ScrubReport& sum, ScrubReport later);

/// A walk over all files that proves that their bytes are still there and right, notes what it
/// finds (verified_at, CRC-32, damage with its event), heals what it can, gives each original the
/// sidecar that it lacks, and has lost renditions made again. What is looked at or read of a file
/// is so of its sidecar, too; renditions are only looked at. In passes that are bounded, so that
/// the caller can pause between them or end it. A verdict is passed on objects only: a store or
/// database that does not answer ends the pass, and what changed meanwhile is left alone. Not
/// thread-safe.
class Scrub {
 public:
  /// Begins after `from`. `services` must outlive it.
  Scrub(ScrubOptions options, Services& services, ScrubPosition from = {});

  /// Goes on for ScrubOptions::pass_time; returns whether there is more to do. Ends early when
  /// `stop` asks. Blocks. Errors: conflict (database and objects do not belong together: nothing
  /// was judged), and those of the stores; the next pass goes on.
  [[nodiscard]] Result<bool> pass(const std::stop_token& stop = {});

  /// What was found since the last call.
  [[nodiscard]] ScrubReport take_report();
  /// After the last file that is done.
  [[nodiscard]] const ScrubPosition& position() const noexcept { return position_; }

 private:
  /// How closely a sidecar is looked at; what the row says of it is read anyway.
  enum class SidecarLook { none, presence, content };

  [[nodiscard]] Result<bool> step(const std::stop_token& stop);
  [[nodiscard]] Result<void> load_page();
  // Of the file in front; each returns whether it is done with it.
  [[nodiscard]] Result<bool> examine(const database::File& file);
  [[nodiscard]] Result<bool> begin_reading(const database::File& file);
  [[nodiscard]] Result<bool> read_on(const database::File& file);
  void finish_file();

  [[nodiscard]] bool is_to_be_read(const database::File& file);
  [[nodiscard]] bool goes_by_checksums() const noexcept;
  [[nodiscard]] bool is_of_the_object(const Error& error) const noexcept;
  [[nodiscard]] Result<bool> is_unchanged(const database::File& file);
  [[nodiscard]] Result<void> keep_sidecar(const database::File& file, SidecarLook look);
  [[nodiscard]] Result<bool> lacks_sidecar(const database::File& file, SidecarLook look);
  [[nodiscard]] Result<void> keep_renditions(const database::File& file);
  [[nodiscard]] Result<void> conclude_sound(const database::File& file,
                                            std::optional<std::uint32_t> crc32);
  [[nodiscard]] Result<void> conclude_damaged(const database::File& file, std::string_view damage);
  [[nodiscard]] bool try_to_heal(const database::File& file);

  const ScrubOptions options_;
  Services& services_;
  ScrubPosition position_;
  ByteRate rate_;
  std::minstd_rand random_;
  bool is_checked_ = false;
  bool at_end_ = false;
  std::deque<database::File> page_;
  /// Of the file in front, while it is being read.
  std::unique_ptr<ContentCheck> reading_;
  /// Errors of the object in front.
  int failures_ = 0;
  ScrubReport report_;
};

}  // namespace audmg::functions
