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

/// Selects the files whose bytes a scrub reads. Files that are known to be damaged are always read:
/// they may be whole again.
enum class ScrubReading {
  none,
  due,     ///< those not verified for ScrubOptions::interval, or without a CRC-32
  sample,  ///< a random share of all
  all,
};

/// Finds a copy of a damaged file's bytes elsewhere, in a backup; null when there is none. For a
/// companion, as_file() is what it gets (integrity/companion_check.hpp). The caller checks that its
/// bytes are the right ones.
using FindCopy =
    std::function<Result<std::unique_ptr<storage::ObjectReader>>(const database::File& file)>;

struct ScrubOptions {
  ScrubReading reading = ScrubReading::due;
  std::chrono::seconds interval{};
  /// Percentage of files that `sample` reads.
  double sample_percent = 100;
  /// Also check that files which are not read exist and have the right size.
  bool looks_at_all = false;
  /// Duration of a pass; 0 means one step, which is a file or a piece of one.
  std::chrono::milliseconds pass_time{1000};
  /// Most bytes read per second; 0 means no limit.
  std::uint64_t rate = 0;
  /// The store keeps checksums of its objects, verifies them itself, and bills each read (S3). Then
  /// `none` and `due` compare checksums and read only damaged files, whose checksum proves nothing,
  /// and an error of the store never counts as damage of one object: a permission may be missing.
  /// Objects without a checksum (uploaded in parts) are looked at in each walk.
  bool store_keeps_checksums = false;
  /// May be empty.
  FindCopy find_copy{};
};

/// The place where a walk over all files continues; empty: at the first file.
struct ScrubPosition {
  UserId after_owner{};
  FileId after_id{};
};

/// Writes the place as a text; "" for the first file.
[[nodiscard]] std::string write_scrub_place(const ScrubPosition& position);
/// Reads that text. One that cannot be read is the place of the first file.
[[nodiscard]] ScrubPosition read_scrub_place(std::string_view text);

/// A file whose stored bytes have changed.
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
  /// Files whose bytes, or whose checksum in the store, were compared and are correct.
  std::uint64_t files_verified = 0;
  std::uint64_t bytes_read = 0;
  std::uint64_t sidecars_written = 0;
  /// Ready files with lost renditions, which are made again where files are processed.
  std::uint64_t lost_renditions = 0;
  /// Files that were damaged and are whole again, by themselves or from a copy.
  std::uint64_t healed = 0;
  /// Files that were deleted or changed while they were looked at.
  std::uint64_t changed = 0;
  /// Files that are damaged now, whether that is news or not.
  std::vector<DamagedFile> damaged{};
};

/// Adds the findings of a later pass to `sum`.
void add_report(ScrubReport& sum, ScrubReport later);

/// A walk over all files that proves that their bytes are still stored and correct, records its
/// findings (verified_at, CRC-32, damage with its event), heals what it can, gives each original
/// the sidecar that it lacks, and has lost renditions made again. A file's sidecar and companions
/// are looked at or read as the file is; renditions are only looked at. The walk consists of
/// bounded passes, so that the caller can pause between them or end it. Only objects are judged: a
/// store or database that does not reply ends the pass, and files that changed meanwhile are left
/// alone. Not thread-safe.
class Scrub {
 public:
  /// Begins after `from`. `services` must outlive it.
  Scrub(ScrubOptions options, const Services& services, ScrubPosition from = {});

  /// Continues for ScrubOptions::pass_time; returns whether there is more to do. Ends early when
  /// `stop` is requested. Blocks. Errors: conflict (database and objects do not belong together:
  /// nothing was judged), and those of the stores; the next pass continues.
  [[nodiscard]] Result<bool> pass(const std::stop_token& stop = {});

  /// Returns the findings since the last call.
  [[nodiscard]] ScrubReport take_report();
  /// Returns the place after the last finished file.
  [[nodiscard]] const ScrubPosition& position() const noexcept { return position_; }

 private:
  /// The depth to which a sidecar is looked at, beyond the version that the row records.
  enum class SidecarLook { none, presence, content };

  [[nodiscard]] Result<bool> step(const std::stop_token& stop);
  [[nodiscard]] Result<void> load_page();
  // Work on the file at the front; each returns whether that file is finished.
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
  [[nodiscard]] Result<bool> keep_companions(const database::File& file, bool reads);
  [[nodiscard]] Result<void> conclude_sound(const database::File& file,
                                            std::optional<std::uint32_t> crc32);
  [[nodiscard]] Result<void> conclude_damaged(const database::File& file, std::string_view damage);
  [[nodiscard]] Result<void> list_damaged(const database::File& file, std::string_view damage);
  [[nodiscard]] bool try_to_heal(const database::File& file);
  [[nodiscard]] bool try_to_heal(const database::File& picture,
                                 const database::Companion& companion);
  template <class Heal>
  [[nodiscard]] bool heal_from_backup(const database::File& file, const Heal& heal);

  const ScrubOptions options_;
  const Services services_;
  ScrubPosition position_;
  ByteRate rate_;
  std::minstd_rand random_;
  bool is_checked_ = false;
  bool at_end_ = false;
  std::deque<database::File> page_;
  /// Set while the file at the front is being read.
  std::unique_ptr<ContentCheck> reading_;
  /// Errors met with the object at the front.
  int failures_ = 0;
  ScrubReport report_;
};

}  // namespace audmg::functions
