// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/sealing/sealed_object.hpp"
#include "audmg/sealing/stream_sealer.hpp"
#include "audmg/storage/adapters/filesystem/open_file.hpp"
#include "audmg/storage/adapters/filesystem/store_folder.hpp"
#include "audmg/storage/adapters/filesystem/upload_index.hpp"
#include "audmg/storage/multipart_uploads.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace audmg::storage::filesystem {

[[nodiscard]] std::string data_name(std::string_view upload_id);
[[nodiscard]] std::string index_name(std::string_view upload_id);

/// Removes both files, durably; absent ones are success. Errors: unavailable, internal.
[[nodiscard]] Result<void> remove_upload_files(StoreFolder& folder, std::string_view upload_id);

/// One part of one upload, as writers see it.
struct PartSlot {
  /// Held while the bytes or the record of the part are written, so that two writers never mix.
  std::mutex writing;
  /// Increases with every new writer; a writer with a lower number has been superseded.
  std::atomic<std::uint64_t> generation{0};
  /// True while the newest writer is at work. Guarded by the session.
  bool active = false;
};

/// An unfinished upload: a sparse file with every part at its place, and an index of the committed
/// parts. At most one UploadSession exists for an upload. Thread-safe.
class UploadSession {
 public:
  /// Creates both files, durably.
  [[nodiscard]] static Result<std::shared_ptr<UploadSession>> create(
      const std::shared_ptr<StoreFolder>& folder, std::string id, UploadHeader header);
  /// Reads the upload from the disk. Errors: not_found, unavailable, internal.
  [[nodiscard]] static Result<std::shared_ptr<UploadSession>> load(
      const std::shared_ptr<StoreFolder>& folder, std::string id);

  [[nodiscard]] const std::string& id() const noexcept { return id_; }
  [[nodiscard]] const UploadHeader& header() const noexcept { return header_; }
  [[nodiscard]] StoreFolder& folder() const noexcept { return *folder_; }
  [[nodiscard]] int data() const noexcept { return data_.get(); }
  /// Returns what seals a new attempt at the part; nothing for a plain upload.
  [[nodiscard]] std::optional<sealing::StreamSealer> make_sealer(int part_number) const;

  struct PartTurn {
    std::shared_ptr<PartSlot> slot;
    std::uint64_t generation = 0;
  };
  /// Makes the caller the part's newest writer. Errors: not_found, conflict.
  [[nodiscard]] Result<PartTurn> begin_part(int part_number);
  /// Ends the writer's turn, whether it succeeded or not. Calls for superseded writers do nothing.
  void end_part(const PartTurn& turn);
  /// Marks a committed part absent, durably; does nothing for an absent one. Hold slot->writing.
  [[nodiscard]] Result<void> forget_part(int part_number);
  /// Writes and syncs the record of a part whose data has been synced. Hold slot->writing.
  [[nodiscard]] Result<void> record_part(int part_number, const PartRecord& record,
                                         std::uint32_t crc32);

  [[nodiscard]] std::vector<Part> parts() const;

  /// Begins the completion; after this no part can be written. Errors: not_found (ended), conflict
  /// (parts are missing or being written, or the upload is already being completed).
  [[nodiscard]] Result<void> begin_completion();
  /// Ends the completion and leaves the upload as it was.
  void give_up_completion();
  struct WholeDigest {
    openssl::Sha256Digest sha256{};
    std::uint32_t crc32 = 0;
  };
  /// Hashes the whole object. Call only between begin_completion() and its end.
  [[nodiscard]] Result<WholeDigest> hash_whole() const;
  /// Stamps, syncs and publishes the data under the key, then drops the index. The upload has ended
  /// when this succeeds.
  [[nodiscard]] Result<ObjectInfo> publish();

  /// Removes both files, durably. Errors: unavailable (being completed), internal.
  [[nodiscard]] Result<void> abort();

 private:
  UploadSession(std::shared_ptr<StoreFolder> folder, std::string id, UploadHeader header)
      : folder_(std::move(folder)), id_(std::move(id)), header_(std::move(header)) {}

  Result<void> make_files();
  Result<void> read_seal();
  Result<void> write_index_file();
  Result<void> read_records(std::vector<std::byte>& bytes);
  Result<void> write_record(int part_number, std::span<const std::byte> bytes);
  Result<void> require_all_parts() const;

  enum class State { open, completing, ended };

  struct RecordSlot {
    std::optional<PartRecord> committed;
    /// CRC-32 of a part that this session has written; the index does not keep it.
    std::optional<std::uint32_t> crc32{};
    /// Stays set after a failure to write the record: it may be on the disk all the same, and must
    /// be overwritten before the part's bytes change.
    bool maybe_on_disk = false;
  };

  const std::shared_ptr<StoreFolder> folder_;
  const std::string id_;
  const UploadHeader header_;
  OpenFile data_;
  OpenFile index_;
  /// Null for a plain upload.
  std::shared_ptr<const sealing::SealedObject> sealed_;
  mutable std::mutex mutex_;
  State state_ = State::open;
  std::vector<RecordSlot> records_;
  std::unordered_map<int, std::shared_ptr<PartSlot>> slots_;
};

}  // namespace audmg::storage::filesystem
