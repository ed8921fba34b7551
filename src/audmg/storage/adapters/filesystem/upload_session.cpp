// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/upload_session.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/lib/deflate/crc32.hpp"
#include "audmg/storage/adapters/filesystem/sealed_file.hpp"

#include <fmt/core.h>

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace audmg::storage::filesystem {
namespace {

/// Read back in pieces of this size; the kernel reads ahead of them.
constexpr std::size_t kReadBytes = 1UL << 20;

}  // namespace

std::string data_name(std::string_view upload_id) { return std::string(upload_id); }

std::string index_name(std::string_view upload_id) { return std::string(upload_id) + ".index"; }

Result<std::shared_ptr<UploadSession>> UploadSession::create(
    const std::shared_ptr<StoreFolder>& folder, std::string id, UploadHeader header) {
  header.sealed = folder->keyring() != nullptr;
  if (header.sealed && header.part_size > sealing::kMaxHeaderStreamBytes) {
    return fail(ErrorCode::invalid_argument, "a part is larger than a sealed stream can be");
  }
  std::shared_ptr<UploadSession> session(new UploadSession(folder, std::move(id), header));
  auto made = session->make_files();
  if (!made) {
    // Files that cannot be removed now have no index and are removed when the store is opened.
    FileOperations& operations = folder->operations();
    static_cast<void>(operations.unlink(folder->uploads(), index_name(session->id_).c_str()));
    static_cast<void>(operations.unlink(folder->uploads(), data_name(session->id_).c_str()));
    return std::unexpected(std::move(made).error());
  }
  session->records_.resize(static_cast<std::size_t>(header.part_count()));
  return session;
}

Result<void> UploadSession::make_files() {
  FileOperations& operations = folder_->operations();
  AUDMG_TRY(data_, folder_->open_at(folder_->uploads(), data_name(id_).c_str(),
                                    O_RDWR | O_CREAT | O_EXCL));
  const int resized = operations.resize(data_.get(), header_.stored_size());
  if (resized < 0) return fail_with(resized, "cannot make a file of the object's size");
  if (header_.sealed) {
    sealed_ = std::make_shared<const sealing::SealedObject>(
        sealing::SealedObject::make(*folder_->keyring(), header_.key, header_.part_size));
    AUDMG_CHECK(write_fully(operations, data_.get(), sealed_->header(), 0));
  }
  AUDMG_CHECK(folder_->sync_file(data_.get()));
  AUDMG_CHECK(write_index_file());
  return folder_->sync_folder(folder_->uploads());
}

/// The index appears whole: an upload exists when its index does.
Result<void> UploadSession::write_index_file() {
  FileOperations& operations = folder_->operations();
  const std::string name = folder_->temporary_name();
  AUDMG_TRY(index_,
            folder_->open_at(folder_->temporary(), name.c_str(), O_RDWR | O_CREAT | O_EXCL));
  // Room for all records now: committing a part then only overwrites, which syncs faster and cannot
  // run out of space.
  std::vector<std::byte> bytes = encode_header(header_);
  bytes.resize(record_offset(header_.part_count() + 1));
  auto written = write_fully(operations, index_.get(), bytes, 0);
  if (written) written = folder_->sync_file(index_.get());
  if (written) {
    const int renamed = operations.rename(folder_->temporary(), name.c_str(), folder_->uploads(),
                                          index_name(id_).c_str(), RenameMode::replace);
    if (renamed < 0) written = fail_with(renamed, "cannot rename the index");
  }
  if (!written) static_cast<void>(operations.unlink(folder_->temporary(), name.c_str()));
  return written;
}

Result<std::shared_ptr<UploadSession>> UploadSession::load(
    const std::shared_ptr<StoreFolder>& folder, std::string id) {
  FileOperations& operations = folder->operations();
  AUDMG_TRY(OpenFile index, folder->open_at(folder->uploads(), index_name(id).c_str(), O_RDWR));
  std::vector<std::byte> bytes(kIndexHeaderBytes);
  AUDMG_TRY(const std::size_t count, read_fully(operations, index.get(), bytes, 0));
  bytes.resize(count);
  auto header = decode_header(bytes);
  if (!header) return fail(ErrorCode::internal, std::move(header).error().message);
  AUDMG_TRY(OpenFile data, folder->open_at(folder->uploads(), data_name(id).c_str(), O_RDWR));
  std::shared_ptr<UploadSession> session(
      new UploadSession(folder, std::move(id), std::move(*header)));
  session->data_ = std::move(data);
  session->index_ = std::move(index);
  AUDMG_CHECK(session->read_seal());
  AUDMG_CHECK(session->read_records(bytes));
  return session;
}

Result<void> UploadSession::read_seal() {
  if (!header_.sealed) return {};
  if (folder_->keyring() == nullptr) {
    return fail(ErrorCode::internal, "a sealed upload in a store without a keyring");
  }
  sealing::SealedHeaderText text{};
  AUDMG_TRY(const std::size_t count, read_fully(folder_->operations(), data_.get(), text, 0));
  auto object = sealing::SealedObject::open(std::span<const std::byte>(text).first(count),
                                            *folder_->keyring(), header_.key);
  if (!object) return fail(ErrorCode::internal, std::move(object).error().message);
  sealed_ = std::make_shared<const sealing::SealedObject>(*std::move(object));
  return {};
}

std::optional<sealing::StreamSealer> UploadSession::make_sealer(int part_number) const {
  if (!sealed_) return std::nullopt;
  return sealing::StreamSealer(sealed_->begin_stream(static_cast<std::uint64_t>(part_number - 1),
                                                     part_number == header_.part_count()));
}

Result<void> UploadSession::read_records(std::vector<std::byte>& bytes) {
  const int count = header_.part_count();
  bytes.assign(static_cast<std::size_t>(count) * kIndexRecordBytes, std::byte{});
  AUDMG_TRY(const std::size_t read,
            read_fully(folder_->operations(), index_.get(), bytes, kIndexHeaderBytes));
  static_cast<void>(read);  // what is missing stays zero, which means absent
  records_.resize(static_cast<std::size_t>(count));
  for (int part = 1; part <= count; ++part) {
    const std::size_t at = static_cast<std::size_t>(part - 1);
    auto record =
        decode_record(part, std::span(bytes).subspan(at * kIndexRecordBytes, kIndexRecordBytes));
    if (record && record->size == header_.size_of_part(part)) {
      records_[at] = RecordSlot{.committed = record, .maybe_on_disk = true};
    }
  }
  return {};
}

Result<UploadSession::PartTurn> UploadSession::begin_part(int part_number) {
  const std::scoped_lock lock(mutex_);
  if (state_ == State::ended) return fail(ErrorCode::not_found, "the upload has ended");
  if (state_ == State::completing) {
    return fail(ErrorCode::conflict, "the upload is being completed");
  }
  auto& slot = slots_[part_number];
  if (!slot) slot = std::make_shared<PartSlot>();
  slot->active = true;
  return PartTurn{slot, slot->generation.fetch_add(1) + 1};
}

void UploadSession::end_part(const PartTurn& turn) {
  const std::scoped_lock lock(mutex_);
  if (turn.slot->generation.load() == turn.generation) turn.slot->active = false;
}

Result<void> UploadSession::forget_part(int part_number) {
  const auto at = static_cast<std::size_t>(part_number - 1);
  {
    const std::scoped_lock lock(mutex_);
    if (!records_[at].maybe_on_disk) return {};
  }
  const std::vector<std::byte> absent(kIndexRecordBytes);
  AUDMG_CHECK(write_record(part_number, absent));
  const std::scoped_lock lock(mutex_);
  records_[at] = RecordSlot{};
  return {};
}

Result<void> UploadSession::record_part(int part_number, const PartRecord& record,
                                        std::uint32_t crc32) {
  const auto at = static_cast<std::size_t>(part_number - 1);
  {
    const std::scoped_lock lock(mutex_);
    records_[at].maybe_on_disk = true;
  }
  AUDMG_CHECK(write_record(part_number, encode_record(part_number, record)));
  const std::scoped_lock lock(mutex_);
  records_[at].committed = record;
  records_[at].crc32 = crc32;
  return {};
}

Result<void> UploadSession::write_record(int part_number, std::span<const std::byte> bytes) {
  AUDMG_CHECK(folder_->require_writable());
  AUDMG_CHECK(write_fully(folder_->operations(), index_.get(), bytes, record_offset(part_number)));
  return folder_->sync_data(index_.get());
}

std::vector<Part> UploadSession::parts() const {
  const std::scoped_lock lock(mutex_);
  std::vector<Part> parts;
  for (std::size_t at = 0; at < records_.size(); ++at) {
    const auto& record = records_[at].committed;
    if (!record) continue;
    parts.push_back(Part{static_cast<int>(at) + 1, record->size, to_hex(record->sha256)});
  }
  return parts;
}

Result<void> UploadSession::require_all_parts() const {
  const auto missing = std::ranges::count_if(
      records_, [](const RecordSlot& record) { return !record.committed.has_value(); });
  if (missing == 0) return {};
  return fail(ErrorCode::conflict,
              fmt::format("{} of {} parts are missing", missing, records_.size()));
}

Result<void> UploadSession::begin_completion() {
  std::vector<std::shared_ptr<PartSlot>> slots;
  {
    const std::scoped_lock lock(mutex_);
    if (state_ == State::ended) return fail(ErrorCode::not_found, "the upload has ended");
    if (state_ == State::completing) {
      return fail(ErrorCode::conflict, "the upload is being completed");
    }
    for (const auto& [part_number, slot] : slots_) {
      if (slot->active) return fail(ErrorCode::conflict, "a part is being written");
      slots.push_back(slot);
    }
    AUDMG_CHECK(require_all_parts());
    state_ = State::completing;
  }
  // A superseded writer may be inside its last write, and may have marked its part absent for it.
  // No new writers can come, so all is quiet once each lock has been held here.
  for (const auto& slot : slots) const std::scoped_lock quiet(slot->writing);
  const std::scoped_lock lock(mutex_);
  auto complete = require_all_parts();
  if (!complete) state_ = State::open;
  return complete;
}

void UploadSession::give_up_completion() {
  const std::scoped_lock lock(mutex_);
  if (state_ == State::completing) state_ = State::open;
}

Result<UploadSession::WholeDigest> UploadSession::hash_whole() const {
  // The digest of the only part is the digest of the object.
  const RecordSlot& first = records_.front();
  if (records_.size() == 1 && first.committed && first.crc32) {
    return WholeDigest{first.committed->sha256, *first.crc32};
  }
  folder_->operations().expect_sequential_reads(data_.get());
  openssl::Sha256 sha256;
  deflate::Crc32 crc32;
  std::vector<std::byte> piece(kReadBytes);
  std::unique_ptr<sealing::SealedReader> opened;
  if (sealed_) opened = read_sealed(folder_->operations(), data_.get(), {sealed_, header_.size});
  std::uint64_t offset = 0;
  while (true) {
    AUDMG_TRY(const std::size_t count,
              opened ? opened->read_at(offset, piece)
                     : read_fully(folder_->operations(), data_.get(), piece, offset));
    const auto bytes = std::span<const std::byte>(piece).first(count);
    sha256.update(bytes);
    crc32.update(bytes);
    offset += count;
    if (count < piece.size()) break;
  }
  if (offset != header_.size) return fail(ErrorCode::internal, "an upload's file has lost bytes");
  return WholeDigest{sha256.finish(), crc32.value()};
}

Result<ObjectInfo> UploadSession::publish() {
  AUDMG_TRY(const struct stat status, folder_->stamp_and_sync(data_.get()));
  AUDMG_CHECK(folder_->publish(folder_->uploads(), data_name(id_), header_.key));
  // From here on the object exists. An index that stays behind has no data and is removed when the
  // store is opened.
  static_cast<void>(folder_->operations().unlink(folder_->uploads(), index_name(id_).c_str()));
  const std::scoped_lock lock(mutex_);
  state_ = State::ended;
  return header_.sealed ? sealed_info_of(header_.key, status, header_.size)
                        : object_info_of(header_.key, status);
}

Result<void> UploadSession::abort() {
  AUDMG_CHECK(folder_->require_writable());
  {
    const std::scoped_lock lock(mutex_);
    if (state_ == State::completing) {
      return fail(ErrorCode::conflict, "the upload is being completed", /*retryable=*/true);
    }
    state_ = State::ended;
    for (const auto& [part_number, slot] : slots_) {
      slot->generation.fetch_add(1);
      slot->active = false;
    }
  }
  return remove_upload_files(*folder_, id_);
}

Result<void> remove_upload_files(StoreFolder& folder, std::string_view upload_id) {
  // The index goes first: without it the data belongs to no upload and is removed when the store is
  // opened.
  for (const std::string& name : {index_name(upload_id), data_name(upload_id)}) {
    const int removed = folder.operations().unlink(folder.uploads(), name.c_str());
    if (removed < 0 && removed != -ENOENT) return fail_with(removed, "cannot remove an upload");
  }
  return folder.sync_folder(folder.uploads());
}

}  // namespace audmg::storage::filesystem
