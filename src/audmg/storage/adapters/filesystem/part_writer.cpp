// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/part_writer.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/core/hex.hpp"
#include "audmg/storage/adapters/filesystem/byte_sink.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace audmg::storage::filesystem {
namespace {

class PartWriter final : public ObjectWriter {
 public:
  PartWriter(std::shared_ptr<UploadSession> session, int part_number, UploadSession::PartTurn turn)
      : session_(std::move(session)),
        part_number_(part_number),
        size_(session_->header().size_of_part(part_number)),
        turn_(std::move(turn)),
        sink_(session_->folder(), session_->data(),
              session_->header().stored_offset_of_part(part_number), size_,
              session_->make_sealer(part_number)) {}

  ~PartWriter() override { end(); }

  Result<void> write(std::span<const std::byte> bytes) override {
    AUDMG_CHECK(require_open());
    if (digest_) return fail(ErrorCode::internal, "write after sha256()");
    if (bytes.empty()) return {};
    const std::scoped_lock lock(turn_.slot->writing);
    AUDMG_CHECK(failing(require_newest()));
    // This must precede the first changed byte: a crash must not leave new bytes under the old
    // record.
    if (sink_.size() == 0) AUDMG_CHECK(failing(session_->forget_part(part_number_)));
    return failing(sink_.append(bytes));
  }

  Result<std::string> sha256() override {
    AUDMG_CHECK(require_open());
    if (!digest_) digest_ = sink_.finish_hash();
    return to_hex(*digest_);
  }

  Result<ObjectInfo> commit() override {
    AUDMG_CHECK(require_open());
    if (sink_.size() != size_) {
      return failing(
          Result<ObjectInfo>(fail(ErrorCode::invalid_argument, "fewer bytes than announced")));
    }
    if (!digest_) digest_ = sink_.finish_hash();
    if (session_->header().sealed) AUDMG_CHECK(failing(finish_stream()));
    const std::string digest = to_hex(*digest_);
    AUDMG_CHECK(failing(commit_record(PartRecord{size_, *digest_})));
    end();
    error_ = Error{ErrorCode::internal, "the writer has been committed"};
    ObjectInfo info;
    info.key = session_->header().key;
    info.size = size_;
    info.etag = digest;
    info.sha256 = digest;
    info.crc32 = sink_.crc32();
    info.last_modified = SystemClock().now();
    return info;
  }

 private:
  Result<void> finish_stream() {
    const std::scoped_lock lock(turn_.slot->writing);
    AUDMG_CHECK(require_newest());
    return sink_.finish_writing();
  }

  Result<void> commit_record(const PartRecord& record) {
    StoreFolder& folder = session_->folder();
    AUDMG_CHECK(folder.require_writable());
    // Not under the lock, so that a newer writer need not wait. If one comes, its bytes may be
    // synced too, and the check below prevents our record from being written.
    AUDMG_CHECK(folder.sync_data(session_->data()));
    const std::scoped_lock lock(turn_.slot->writing);
    AUDMG_CHECK(require_newest());
    return session_->record_part(part_number_, record, sink_.crc32());
  }

  Result<void> require_newest() const {
    if (turn_.slot->generation.load() == turn_.generation) return {};
    return fail(ErrorCode::conflict,
                "a later writer has taken over this part, or the upload ended");
  }

  Result<void> require_open() const {
    if (error_) return std::unexpected(*error_);
    return {};
  }

  template <class T>
  Result<T> failing(Result<T> result) {
    if (!result) {
      error_ = result.error();
      end();
    }
    return result;
  }

  void end() {
    if (!std::exchange(ended_, true)) session_->end_part(turn_);
  }

  const std::shared_ptr<UploadSession> session_;
  const int part_number_;
  const std::uint64_t size_;
  const UploadSession::PartTurn turn_;
  ByteSink sink_;
  std::optional<openssl::Sha256Digest> digest_;
  std::optional<Error> error_;
  bool ended_ = false;
};

}  // namespace

Result<std::unique_ptr<ObjectWriter>> make_part_writer(
    const std::shared_ptr<UploadSession>& session, int part_number) {
  const UploadHeader& header = session->header();
  if (part_number < 1 || part_number > header.part_count()) {
    return fail(ErrorCode::invalid_argument, "no such part number in this upload");
  }
  AUDMG_CHECK(session->folder().require_writable());
  AUDMG_CHECK(session->folder().require_space(header.size_of_part(part_number)));
  AUDMG_TRY(UploadSession::PartTurn turn, session->begin_part(part_number));
  return std::make_unique<PartWriter>(session, part_number, std::move(turn));
}

}  // namespace audmg::storage::filesystem
